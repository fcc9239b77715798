/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads sockets through netlink: sends the request, sock_diag(7), and receives the answer. */
#include "kernel/netlink/sock_diag.h"

#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "kernel/netlink/sock_diag_message.h"
#include "kernel/patience.h"
#include "kernel/trace.h"

enum {
	DATAGRAM_BYTES = 32 * 1024, /* the largest datagram that the kernel sends */
	PATIENCE_SECONDS = 5,       /* a kernel answers at once; a sandbox may never answer */
	TRIES = 2,
	/* states 1 to 11; 12 is internal to the kernel, 13 selects sockets that are only bound */
	TCP_STATES = (1 << (SOCKET_CLOSING + 1)) - 2,
};

/* A request: its header and one of two bodies. */
struct message {
	struct nlmsghdr header;
	union {
		struct inet_diag_req_v2 inet;
		struct unix_diag_req unix_sockets;
	};
};

static void put_inet_request(struct message *message, enum socket_table table,
                             const struct sock_diag_request *request)
{
	struct inet_diag_req_v2 *inet = &message->inet;
	struct socket socket = socket_of_table(table);
	bool is_tcp = socket.protocol == IPPROTO_TCP;

	message->header.nlmsg_len = NLMSG_LENGTH(sizeof(*inet));
	inet->sdiag_family = (uint8_t)socket.family;
	inet->sdiag_protocol = (uint8_t)socket.protocol;
	inet->idiag_states = UINT32_MAX;
	if (is_tcp)
		inet->idiag_states = TCP_STATES & (request->states ? request->states : UINT32_MAX);
	if (request->with_info)
		inet->idiag_ext = is_tcp ? 1 << (INET_DIAG_INFO - 1) | 1 << (INET_DIAG_CONG - 1)
		                         : 1 << (INET_DIAG_SKMEMINFO - 1);
}

static void put_unix_request(struct message *message, const struct sock_diag_request *request)
{
	message->header.nlmsg_len = NLMSG_LENGTH(sizeof(message->unix_sockets));
	message->unix_sockets = (struct unix_diag_req){
		.sdiag_family = AF_UNIX,
		.udiag_states = UINT32_MAX,
		.udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER | UDIAG_SHOW_ICONS |
		              UDIAG_SHOW_RQLEN | UDIAG_SHOW_UID |
		              (request->with_files ? UDIAG_SHOW_VFS : 0),
	};
}

static int send_request(int netlink, enum socket_table table,
                        const struct sock_diag_request *request)
{
	static const struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct message message = { .header = { .nlmsg_type = SOCK_DIAG_BY_FAMILY,
		                               .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
		                               .nlmsg_seq = 1 } };
	int r;

	if (table == SOCKET_UNIX)
		put_unix_request(&message, request);
	else
		put_inet_request(&message, table, request);
	r = patience_enter(PATIENCE_NETWORK);
	if (r < 0)
		return r;
	r = sendto(netlink, &message, message.header.nlmsg_len, 0, (const struct sockaddr *)&kernel,
	           sizeof(kernel)) < 0
	            ? -errno
	            : 0;
	patience_end();
	return r;
}

static int receive_answer(int netlink, enum socket_table table, struct socket_list *ret)
{
	_Alignas(struct nlmsghdr) char datagram[DATAGRAM_BYTES];

	for (;;) {
		ssize_t n;
		int r = patience_enter(PATIENCE_NETWORK);

		if (r < 0)
			return r;
		n = recv(netlink, datagram, sizeof(datagram), MSG_TRUNC);
		r = n < 0 ? -errno : 0;
		patience_end();
		if (r == -EINTR)
			continue;
		if (r < 0)
			return r;
		if (n == 0 || (size_t)n > sizeof(datagram)) /* the datagram was truncated */
			return -EPROTO;
		r = sock_diag_message_parse(datagram, (size_t)n, table, ret);
		if (r != 0)
			return r < 0 ? r : 0;
	}
}

static int dump_table(enum socket_table table, const struct sock_diag_request *request,
                      struct socket_list *ret)
{
	static const struct sockaddr_nl own = { .nl_family = AF_NETLINK };
	static const struct timeval patience = { .tv_sec = PATIENCE_SECONDS };
	_cleanup_close_ int netlink =
		socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
	int r;

	if (netlink < 0 || bind(netlink, (const struct sockaddr *)&own, sizeof(own)) < 0 ||
	    setsockopt(netlink, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) < 0)
		return -errno;
	r = send_request(netlink, table, request);
	return r < 0 ? r : receive_answer(netlink, table, ret);
}

int sock_diag_read(enum socket_table table, const struct sock_diag_request *request,
                   struct socket_list *ret)
{
	size_t before = ret->n, malformed_before = ret->n_malformed;

	for (int try = 0; try < TRIES; try++) {
		int r = trace_number("sock_diag", table, dump_table(table, request, ret));

		if (r == 0)
			return 0;
		ret->n = before;
		ret->n_malformed = malformed_before;
		if (r != -EINTR)
			return r;
	}
	return -EAGAIN;
}
