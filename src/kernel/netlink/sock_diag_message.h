/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers of sock_diag(7), apart from the asking: what tests and fuzzers hand in. */
#ifndef KERNEL_NETLINK_SOCK_DIAG_MESSAGE_H
#define KERNEL_NETLINK_SOCK_DIAG_MESSAGE_H

#include "kernel/socket.h"

/*
 * One datagram of an answer, of LENGTH bytes; aligned as malloc(3) does it. Appends to ret.
 *
 * Returns 0 where more is to come, 1 at the end, or a negative errno: the kernel's own, -EINTR
 * where the table changed under the dump and it must be done again, -ENOMEM. Messages that are
 * cut short are skipped and counted, attributes that are cut short are absent.
 */
int sock_diag_message_parse(const void *datagram, size_t length, enum socket_table table,
                            struct socket_list *ret);

#endif
