/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sockets through netlink: sock_diag(7), in the caller's own network namespace. Netlink takes half
 * of the time of /proc/net, provides more data, and needs no privilege.
 *
 * The rows are the same as those of /proc/net. TCP sockets that are only bound (listed since Linux
 * 6.8 if state 13 is requested) are not requested. UNIX connections that wait for accept(2) are not
 * in a dump, but are made from the data of their listening socket. Names are spelled as in
 * /proc/net.
 */
#ifndef KERNEL_NETLINK_SOCK_DIAG_H
#define KERNEL_NETLINK_SOCK_DIAG_H

#include "kernel/socket.h"

struct sock_diag_request {
	uint32_t states; /* TCP: a bit for each enum socket_state; 0: all states */
	bool with_info;  /* struct socket_tcp for TCP, drops for UDP; takes a fifth more time */
	bool with_files; /* UNIX: the file to which a socket is bound */
};

/*
 * Appends the sockets of TABLE to ret.
 *
 * Returns 0 or a negative errno with ret unchanged; then /proc/net can be used instead. -ENOENT:
 * the kernel lacks tcp_diag, udp_diag or unix_diag; -EPROTONOSUPPORT, -EPERM or -EACCES: no netlink
 * here; -EAGAIN: no answer, or interrupted twice; -EPROTO: the answer is malformed.
 */
int sock_diag_read(enum socket_table table, const struct sock_diag_request *request,
                   struct socket_list *ret);

#endif
