/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --kind of `net connections` and `ps connections` (values.md C-08). */
#ifndef COMMAND_KIND_H
#define COMMAND_KIND_H

#include "collect/socket/socket.h"
#include "command/command.h"

#define KIND_HELP "inet (default), inet4, inet6, tcp, tcp4, tcp6, udp, udp4, udp6, unix, all"

/* Returns 0, or tells what is wrong and returns EINVAL. */
error_t kind_parse(struct invocation *invocation, const char *argument, struct socket_options *ret);

#endif
