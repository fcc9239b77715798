/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sockets through netlink: asking, sock_diag(7), and taking in the answer. */
#include "kernel/sock_diag.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "kernel/sock_diag_message.h"

enum {
	DATAGRAM_BYTES = 32 * 1024, /* the most that the kernel fills at once */
	PATIENCE_SECONDS = 5,       /* a kernel answers at once; a sandbox may never */
	TRIES = 2,
	/* 1 to 11: 12 is the kernel's own, 13 asks for sockets that are bound and no more */
	TCP_STATES = (1 << (SOCKET_CLOSING + 1)) - 2,
};

static void put_inet_request(struct nlmsghdr *message, enum socket_table table,
                             const struct sock_diag_request *request)
{
	struct inet_diag_req_v2 *inet = mnl_nlmsg_put_extra_header(message, sizeof(*inet));
	struct socket socket = socket_of_table(table);
	bool is_tcp = socket.protocol == IPPROTO_TCP;

	inet->sdiag_family = (uint8_t)socket.family;
	inet->sdiag_protocol = (uint8_t)socket.protocol;
	inet->idiag_states = UINT32_MAX;
	if (is_tcp)
		inet->idiag_states = TCP_STATES & (request->states ? request->states : UINT32_MAX);
	if (request->with_info)
		inet->idiag_ext = is_tcp ? 1 << (INET_DIAG_INFO - 1) | 1 << (INET_DIAG_CONG - 1)
		                         : 1 << (INET_DIAG_SKMEMINFO - 1);
}

static void put_unix_request(struct nlmsghdr *message)
{
	struct unix_diag_req *unix_request =
		mnl_nlmsg_put_extra_header(message, sizeof(*unix_request));

	unix_request->sdiag_family = AF_UNIX;
	unix_request->udiag_states = UINT32_MAX;
	unix_request->udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER | UDIAG_SHOW_ICONS |
	                           UDIAG_SHOW_RQLEN | UDIAG_SHOW_UID;
}

static int send_request(const struct mnl_socket *netlink, enum socket_table table,
                        const struct sock_diag_request *request)
{
	_Alignas(struct nlmsghdr) char bytes[256];
	struct nlmsghdr *message = mnl_nlmsg_put_header(bytes);

	message->nlmsg_type = SOCK_DIAG_BY_FAMILY;
	message->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	message->nlmsg_seq = 1;
	if (table == SOCKET_UNIX)
		put_unix_request(message);
	else
		put_inet_request(message, table, request);
	return mnl_socket_sendto(netlink, message, message->nlmsg_len) < 0 ? -errno : 0;
}

static int receive(const struct mnl_socket *netlink, enum socket_table table,
                   struct socket_list *ret)
{
	_Alignas(struct nlmsghdr) char datagram[DATAGRAM_BYTES];

	for (;;) {
		ssize_t n = mnl_socket_recvfrom(netlink, datagram, sizeof(datagram));
		int r;

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == ENOSPC ? -EPROTO : -errno; /* ENOSPC: it did not fit */
		if (n == 0)
			return -EPROTO;
		r = sock_diag_message_parse(datagram, (size_t)n, table, ret);
		if (r != 0)
			return r < 0 ? r : 0;
	}
}

static void close_netlink(struct mnl_socket **netlink)
{
	if (*netlink)
		mnl_socket_close(*netlink);
}

static int dump(enum socket_table table, const struct sock_diag_request *request,
                struct socket_list *ret)
{
	_cleanup_(close_netlink) struct mnl_socket *netlink =
		mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC);
	struct timeval patience = { .tv_sec = PATIENCE_SECONDS };
	int r;

	if (!netlink || mnl_socket_bind(netlink, 0, MNL_SOCKET_AUTOPID) < 0)
		return -errno;
	if (setsockopt(mnl_socket_get_fd(netlink), SOL_SOCKET, SO_RCVTIMEO, &patience,
	               sizeof(patience)) < 0)
		return -errno;
	r = send_request(netlink, table, request);
	return r < 0 ? r : receive(netlink, table, ret);
}

int sock_diag_read(enum socket_table table, const struct sock_diag_request *request,
                   struct socket_list *ret)
{
	size_t before = ret->n, malformed_before = ret->n_malformed;

	for (int try = 0; try < TRIES; try++) {
		int r = dump(table, request, ret);

		if (r == 0)
			return 0;
		ret->n = before;
		ret->n_malformed = malformed_before;
		if (r != -EINTR)
			return r;
	}
	return -EAGAIN;
}
