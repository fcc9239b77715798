/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The socket tables as text: net/tcp, tcp6, udp, udp6 and unix below /proc or /proc/PID, which
 * show the network namespace of their reader or of that process (values.md P-152, P-331…338).
 */
#ifndef KERNEL_SOCKET_TABLE_H
#define KERNEL_SOCKET_TABLE_H

#include "base/buffer.h"
#include "kernel/socket.h"

/*
 * Appends the sockets of TEXT, a table with its header line, to ret, which keeps no pointer into
 * it. Lines that are no such row are skipped and counted. Addresses are taken to be of a host of
 * our own byte order.
 *
 * Returns 0 or -ENOMEM; the rows before that remain.
 */
int socket_table_parse(struct text text, enum socket_table table, struct socket_list *ret);

/*
 * Reads it in DIR, the open directory /proc or /proc/PID.
 *
 * scratch: the caller's, reused from table to table. Returns 0 or a negative errno: -ENOENT where
 * the kernel has no such table (no IPv6), or the host that was recorded.
 */
int socket_table_read(int dir, enum socket_table table, struct buffer *scratch,
                      struct socket_list *ret);

#endif
