/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The socket tables in text form: net/tcp, tcp6, udp, udp6 and unix in /proc or /proc/PID. They
 * show the network namespace of the reader or of that process (values.md P-152, P-331…338).
 */
#ifndef KERNEL_SOCKET_TABLE_H
#define KERNEL_SOCKET_TABLE_H

#include "base/buffer.h"
#include "kernel/socket.h"

/*
 * Appends the sockets of TEXT, a table with its header line, to ret, which does not point into
 * TEXT. Malformed lines are skipped and counted. Addresses must come from a host with our byte
 * order.
 *
 * Returns 0 or -ENOMEM; ret keeps the sockets up to the failure.
 */
int socket_table_parse(struct text text, enum socket_table table, struct socket_list *ret);

/*
 * Reads a table in DIR, the open directory /proc or /proc/PID.
 *
 * scratch: the caller's, reused from table to table. Returns 0 or a negative errno: -ENOENT if the
 * kernel (without IPv6) or the recorded host does not have the table.
 */
int socket_table_read(int dir, enum socket_table table, struct buffer *scratch,
                      struct socket_list *ret);

#endif
