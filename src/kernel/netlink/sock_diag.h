/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sockets through netlink: sock_diag(7), of the caller's own network namespace, in half the time
 * that /proc/net takes and with more to each. It needs no privilege.
 *
 * The rows are those of the text tables. Three things are seen to: TCP sockets that are bound and
 * no more (listed since Linux 6.8 where state 13 is asked for) are not asked for; UNIX connections
 * that wait for accept(2) have no row of their own in a dump, but their listener tells of them;
 * and names come as the text spells them.
 */
#ifndef KERNEL_NETLINK_SOCK_DIAG_H
#define KERNEL_NETLINK_SOCK_DIAG_H

#include "kernel/socket.h"

struct sock_diag_request {
	uint32_t states; /* of TCP: a bit for each enum socket_state; 0: every one */
	bool with_info;  /* struct socket_tcp of TCP, drops of UDP: a fifth more time */
	bool with_files; /* of UNIX: which file a socket is bound to */
};

/*
 * Appends the sockets of TABLE to ret.
 *
 * Returns 0 or a negative errno, with ret as it was and the text tables as the way out: -ENOENT
 * (tcp_diag, udp_diag or unix_diag is not there), -EPROTONOSUPPORT, -EPERM or -EACCES (no
 * netlink here), -EAGAIN (no answer, or interrupted twice), -EPROTO (an answer that is none).
 */
int sock_diag_read(enum socket_table table, const struct sock_diag_request *request,
                   struct socket_list *ret);

#endif
