/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses the answers of sock_diag(7). Tests and fuzzers call this without a kernel. */
#ifndef KERNEL_NETLINK_SOCK_DIAG_MESSAGE_H
#define KERNEL_NETLINK_SOCK_DIAG_MESSAGE_H

#include "kernel/socket.h"

/*
 * Parses one datagram of LENGTH bytes, aligned as malloc(3) aligns, and appends its sockets to ret.
 *
 * Returns 0 if more datagrams follow, 1 at the end, or a negative errno: the kernel's own; -EINTR
 * if the table changed during the dump, which must be repeated; -ENOMEM. Truncated messages are
 * skipped and counted; truncated attributes are absent.
 */
int sock_diag_message_parse(const void *datagram, size_t length, enum socket_table table,
                            struct socket_list *ret);

#endif
