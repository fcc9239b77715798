/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --kind of `net connections` and `ps connections` (values.md C-08). */
#ifndef COMMAND_KIND_H
#define COMMAND_KIND_H

#include "collect/socket/socket.h"
#include "command/option_rows.h"

#define KIND_HELP "inet (default), inet4, inet6, tcp, tcp4, tcp6, udp, udp4, udp6, unix, all"

/* Sets a struct socket_options. */
option_setter kind_set;

#endif
