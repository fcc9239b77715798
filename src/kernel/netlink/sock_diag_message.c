/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parses the answers of sock_diag(7), from net/ipv4/{inet_diag,tcp_diag,udp_diag}.c and
 * net/unix/diag.c.
 */
#include "kernel/netlink/sock_diag_message.h"

#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <linux/unix_diag.h>
#include <sys/socket.h>

#include "kernel/netlink/netlink.h"

enum { LAST_ATTRIBUTE = 31 };

/* The attributes of a message by type; NULL if the message does not have it. */
struct attributes {
	const struct nlattr *at[LAST_ATTRIBUTE + 1];
};

static struct attributes attributes_of(const struct nlmsghdr *message, size_t header_bytes)
{
	struct attributes ret = { 0 };
	struct text payload = netlink_payload(message);
	struct text rest = text_skip(payload, MIN(NLMSG_ALIGN(header_bytes), payload.length));
	const struct nlattr *attribute;

	while ((attribute = netlink_next_attribute(&rest))) {
		unsigned type = attribute->nla_type & NLA_TYPE_MASK;

		if (type <= LAST_ATTRIBUTE)
			ret.at[type] = attribute;
	}
	return ret;
}

/* Returns the Nth 32-bit word of a payload. */
static struct opt_u64 word_of(struct text payload, size_t n)
{
	uint32_t word;

	if (payload.length < (n + 1) * sizeof(word))
		return (struct opt_u64){ 0 };
	memcpy(&word, payload.bytes + n * sizeof(word), sizeof(word));
	return some_u64(word);
}

/* Newer kernels have appended members to struct tcp_info. */
#define TCP_MEMBER(kernels, ours)                                 \
	{                                                         \
		.offset = offsetof(struct tcp_info, kernels),     \
		.bytes = sizeof(((struct tcp_info *)0)->kernels), \
		.ret_offset = offsetof(struct socket_tcp, ours),  \
	}

static const struct {
	size_t offset, bytes, ret_offset;
} tcp_members[] = {
	TCP_MEMBER(tcpi_rtt, rtt_us),
	TCP_MEMBER(tcpi_rttvar, rttvar_us),
	TCP_MEMBER(tcpi_min_rtt, min_rtt_us),
	TCP_MEMBER(tcpi_rto, rto_us),
	TCP_MEMBER(tcpi_snd_mss, send_mss_bytes),
	TCP_MEMBER(tcpi_pmtu, pmtu_bytes),
	TCP_MEMBER(tcpi_snd_cwnd, cwnd),
	TCP_MEMBER(tcpi_snd_ssthresh, ssthresh),
	TCP_MEMBER(tcpi_unacked, unacked),
	TCP_MEMBER(tcpi_lost, lost),
	TCP_MEMBER(tcpi_retrans, retransmitted),
	TCP_MEMBER(tcpi_total_retrans, total_retransmitted),
	TCP_MEMBER(tcpi_bytes_sent, bytes_sent),
	TCP_MEMBER(tcpi_bytes_acked, bytes_acked),
	TCP_MEMBER(tcpi_bytes_received, bytes_received),
	TCP_MEMBER(tcpi_bytes_retrans, bytes_retransmitted),
	TCP_MEMBER(tcpi_last_data_sent, last_data_sent_ms),
	TCP_MEMBER(tcpi_last_data_recv, last_data_received_ms),
	TCP_MEMBER(tcpi_delivery_rate, delivery_bytes_per_second),
	TCP_MEMBER(tcpi_pacing_rate, pacing_bytes_per_second),
};

static void fill_tcp_members(struct text info, struct socket_tcp *ret)
{
	for (size_t n = 0; n < ARRAY_SIZE(tcp_members); n++) {
		struct opt_u64 *member = (void *)((char *)ret + tcp_members[n].ret_offset);
		uint64_t wide;
		uint32_t narrow;

		if (info.length < tcp_members[n].offset + tcp_members[n].bytes)
			continue;
		if (tcp_members[n].bytes == sizeof(wide)) {
			memcpy(&wide, info.bytes + tcp_members[n].offset, sizeof(wide));
			*member = some_u64(wide);
		} else {
			memcpy(&narrow, info.bytes + tcp_members[n].offset, sizeof(narrow));
			*member = some_u64(narrow);
		}
	}
	if (ret->ssthresh.v >= INT32_MAX) /* TCP_INFINITE_SSTHRESH: no loss yet */
		ret->ssthresh.is = ABSENT;
	if (ret->min_rtt_us.v == UINT32_MAX) /* not measured yet */
		ret->min_rtt_us.is = ABSENT;
	if (ret->pacing_bytes_per_second.v == UINT64_MAX) /* not limited */
		ret->pacing_bytes_per_second.is = ABSENT;
}

/*
 * For a listening socket, members of TCP_INFO have another meaning: they repeat the queue lengths.
 */
static int fill_tcp(const struct attributes *attributes, struct socket *socket,
                    struct socket_list *list)
{
	struct text info = netlink_attribute_payload(attributes->at[INET_DIAG_INFO]);
	struct text congestion = netlink_attribute_payload(attributes->at[INET_DIAG_CONG]);
	struct socket_tcp *tcp;

	if (info.length == 0 && congestion.length == 0)
		return 0;
	tcp = arena_alloc(&list->memory, sizeof(*tcp));
	if (!tcp)
		return -ENOMEM;
	socket->tcp = tcp;
	if (socket->state != SOCKET_LISTEN)
		fill_tcp_members(info, tcp);
	if (congestion.length == 0)
		return 0;
	congestion.length = strnlen(congestion.bytes, congestion.length);
	return arena_copy(&list->memory, congestion, &tcp->congestion);
}

static uint64_t cookie_of(const uint32_t cookie[2])
{
	return (uint64_t)cookie[1] << 32 | cookie[0];
}

static void fill_ends(const struct inet_diag_sockid *id, struct socket *ret)
{
	size_t bytes = ret->family == AF_INET ? 4 : 16;

	memcpy(ret->local.ip, id->idiag_src, bytes);
	memcpy(ret->remote.ip, id->idiag_dst, bytes);
	ret->local.port = ntohs(id->idiag_sport);
	ret->remote.port = ntohs(id->idiag_dport);
}

static void fill_inet(const struct inet_diag_msg *inet, struct socket *ret)
{
	ret->state = inet->idiag_state;
	ret->ifindex = inet->id.idiag_if;
	ret->inode = inet->idiag_inode;
	ret->cookie = cookie_of(inet->id.idiag_cookie);
	if (ret->inode != 0 || inet->idiag_uid != 0)
		ret->uid = some_u64(inet->idiag_uid);
	ret->rx_queue = some_u64(inet->idiag_rqueue);
	ret->tx_queue = some_u64(inet->idiag_wqueue);
	ret->timer = inet->idiag_timer;
	if (ret->timer != SOCKET_TIMER_NONE)
		ret->timer_expires_ms = some_u64(inet->idiag_expires);
	if (ret->protocol == IPPROTO_TCP)
		ret->retransmits = some_u64(inet->idiag_retrans);
}

static int add_inet(const struct nlmsghdr *message, enum socket_table table,
                    struct socket_list *ret)
{
	const struct inet_diag_msg *inet = (const void *)netlink_payload(message).bytes;
	struct socket socket = socket_of_table(table);
	struct attributes attributes;
	int r;

	if (inet->idiag_family != socket.family)
		return 0;
	fill_ends(&inet->id, &socket);
	fill_inet(inet, &socket);
	attributes = attributes_of(message, sizeof(*inet));
	if (socket.protocol == IPPROTO_UDP)
		socket.drops =
			word_of(netlink_attribute_payload(attributes.at[INET_DIAG_SKMEMINFO]),
		                SK_MEMINFO_DROPS);
	r = socket.protocol == IPPROTO_TCP ? fill_tcp(&attributes, &socket, ret) : 0;
	return r < 0 ? r : socket_list_add(ret, &socket);
}

/*
 * Copies a name as /proc/net/unix prints it: a path without the NUL at its end; an abstract name,
 * which begins with a NUL, with '@' for each NUL.
 */
static int copy_name(struct text name, struct arena *arena, struct text *ret)
{
	char *bytes;

	if (name.length == 0)
		return 0;
	if (name.bytes[0] != '\0' && name.bytes[name.length - 1] == '\0')
		name.length--;
	bytes = arena_alloc(arena, name.length);
	if (!bytes)
		return -ENOMEM;
	for (size_t n = 0; n < name.length; n++)
		bytes[n] = name.bytes[n] == '\0' ? '@' : name.bytes[n];
	*ret = (struct text){ .bytes = bytes, .length = name.length };
	return 0;
}

/*
 * Adds the connections to LISTENER that wait for accept(2). /proc/net/unix has a row for each; a
 * dump has only the inodes of their peers.
 */
static int add_not_accepted(const struct socket *listener, struct text peers,
                            struct socket_list *ret)
{
	for (size_t n = 0; n < peers.length / sizeof(uint32_t); n++) {
		struct socket socket = socket_of_table(SOCKET_UNIX);
		int r;

		socket.type = listener->type;
		socket.state = SOCKET_ESTABLISHED;
		socket.path = listener->path;
		socket.peer_inode = word_of(peers, n).v;
		r = socket_list_add(ret, &socket);
		if (r < 0)
			return r;
	}
	return 0;
}

static int add_unix(const struct nlmsghdr *message, struct socket_list *ret)
{
	const struct unix_diag_msg *unix_socket = (const void *)netlink_payload(message).bytes;
	struct attributes attributes = attributes_of(message, sizeof(*unix_socket));
	struct text queues = netlink_attribute_payload(attributes.at[UNIX_DIAG_RQLEN]);
	struct text file = netlink_attribute_payload(attributes.at[UNIX_DIAG_VFS]);
	struct socket socket = socket_of_table(SOCKET_UNIX);
	int r;

	if (unix_socket->udiag_family != AF_UNIX)
		return 0;
	socket.type = unix_socket->udiag_type;
	socket.state = unix_socket->udiag_state;
	socket.inode = unix_socket->udiag_ino;
	socket.cookie = cookie_of(unix_socket->udiag_cookie);
	socket.peer_inode = word_of(netlink_attribute_payload(attributes.at[UNIX_DIAG_PEER]), 0).v;
	socket.uid = word_of(netlink_attribute_payload(attributes.at[UNIX_DIAG_UID]), 0);
	socket.file_inode = (uint32_t)word_of(file, 0).v;
	socket.file_device = (uint32_t)word_of(file, 1).v;
	socket.rx_queue = word_of(queues, 0);
	socket.tx_queue = word_of(queues, 1);
	r = copy_name(netlink_attribute_payload(attributes.at[UNIX_DIAG_NAME]), &ret->memory,
	              &socket.path);
	if (r < 0)
		return r;
	r = socket_list_add(ret, &socket);
	if (r < 0)
		return r;
	return add_not_accepted(&socket, netlink_attribute_payload(attributes.at[UNIX_DIAG_ICONS]),
	                        ret);
}

static int add_message(const struct nlmsghdr *message, enum socket_table table,
                       struct socket_list *ret)
{
	size_t need =
		table == SOCKET_UNIX ? sizeof(struct unix_diag_msg) : sizeof(struct inet_diag_msg);

	if (netlink_payload(message).length < need) {
		ret->n_malformed++;
		return 0;
	}
	return table == SOCKET_UNIX ? add_unix(message, ret) : add_inet(message, table, ret);
}

static int parse_message(const struct nlmsghdr *message, enum socket_table table,
                         struct socket_list *ret)
{
	if (message->nlmsg_flags & NLM_F_DUMP_INTR)
		return -EINTR;
	switch (message->nlmsg_type) {
	case NLMSG_DONE:
	case NLMSG_ERROR:
		return netlink_end(message);
	case SOCK_DIAG_BY_FAMILY:
		return add_message(message, table, ret);
	default:
		return 0;
	}
}

int sock_diag_message_parse(const void *datagram, size_t length, enum socket_table table,
                            struct socket_list *ret)
{
	struct text rest = { .bytes = datagram, .length = length };
	const struct nlmsghdr *message;

	while ((message = netlink_next_message(&rest))) {
		int r = parse_message(message, table, ret);

		if (r != 0)
			return r;
	}
	ret->n_malformed += rest.length > 0;
	return 0;
}
