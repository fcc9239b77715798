/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words for sockets, and lists of sockets. */
#include "kernel/socket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sys/socket.h>

#include "base/array.h"
#include "base/hash.h"

int socket_list_add(struct socket_list *list, const struct socket *socket)
{
	int r = array_grow(&list->items, list->n, &list->size, sizeof(*list->items));

	if (r == 0)
		list->items[list->n++] = *socket;
	return r;
}

/*
 * Maps inodes to the indexes of sockets with a path. ret_paths: the inodes of these sockets.
 * ret_waiting: the inodes of clients whose connection is not yet accepted; the server's end of such
 * a connection has the path but no inode.
 */
static int map_paths(const struct socket_list *list, struct hash *ret_paths,
                     struct hash *ret_waiting)
{
	for (size_t n = 0; n < list->n; n++) {
		const struct socket *socket = &list->items[n];
		int r = 0;

		if (socket->path.length == 0)
			continue;
		if (socket->inode != 0)
			r = hash_put(ret_paths, socket->inode, n);
		else if (socket->peer_inode != 0)
			r = hash_put(ret_waiting, socket->peer_inode, n);
		if (r < 0)
			return r;
	}
	return 0;
}

int socket_list_find_peers(struct socket_list *list)
{
	_cleanup_hash_ struct hash paths = { 0 }, waiting = { 0 };
	int r = map_paths(list, &paths, &waiting);

	if (r < 0)
		return r;
	for (size_t n = 0; n < list->n; n++) {
		struct socket *socket = &list->items[n];
		uint64_t at;

		if (socket->family != AF_UNIX || socket->inode == 0)
			continue;
		if (socket->peer_inode != 0 ? hash_get(&paths, socket->peer_inode, &at)
		                            : hash_get(&waiting, socket->inode, &at))
			socket->peer_path = list->items[at].path;
	}
	return 0;
}

void socket_list_done(struct socket_list *list)
{
	free(list->items);
	arena_done(&list->memory);
	*list = (struct socket_list){ 0 };
}

struct socket socket_of_table(enum socket_table table)
{
	static const struct socket sockets[N_SOCKET_TABLES] = {
		[SOCKET_TCP4] = { .family = AF_INET, .type = SOCK_STREAM, .protocol = IPPROTO_TCP },
		[SOCKET_TCP6] = { .family = AF_INET6,
		                  .type = SOCK_STREAM,
		                  .protocol = IPPROTO_TCP },
		[SOCKET_UDP4] = { .family = AF_INET, .type = SOCK_DGRAM, .protocol = IPPROTO_UDP },
		[SOCKET_UDP6] = { .family = AF_INET6, .type = SOCK_DGRAM, .protocol = IPPROTO_UDP },
		[SOCKET_UNIX] = { .family = AF_UNIX },
	};

	return sockets[table];
}

/* In a list of 50,000 sockets, inet_ntop(3) would take a tenth of the time. */
static void format_ip4(const uint8_t ip[4], char *ret)
{
	for (int n = 0; n < 4; n++) {
		if (n > 0)
			*ret++ = '.';
		if (ip[n] >= 100)
			*ret++ = (char)('0' + ip[n] / 100);
		if (ip[n] >= 10)
			*ret++ = (char)('0' + ip[n] / 10 % 10);
		*ret++ = (char)('0' + ip[n] % 10);
	}
	*ret = '\0';
}

void socket_format_ip(const struct socket *socket, const struct socket_end *end,
                      char ret[INET6_ADDRSTRLEN])
{
	ret[0] = '\0';
	if (socket->family == AF_INET)
		format_ip4(end->ip, ret);
	else if (socket->family == AF_INET6)
		inet_ntop(AF_INET6, end->ip, ret, INET6_ADDRSTRLEN);
}

const char *socket_state_word(const struct socket *socket)
{
	static const char *const words[] = {
		[SOCKET_ESTABLISHED] = "ESTABLISHED",
		[SOCKET_SYN_SENT] = "SYN_SENT",
		[SOCKET_SYN_RECV] = "SYN_RECV",
		[SOCKET_FIN_WAIT1] = "FIN_WAIT1",
		[SOCKET_FIN_WAIT2] = "FIN_WAIT2",
		[SOCKET_TIME_WAIT] = "TIME_WAIT",
		[SOCKET_CLOSE] = "CLOSE",
		[SOCKET_CLOSE_WAIT] = "CLOSE_WAIT",
		[SOCKET_LAST_ACK] = "LAST_ACK",
		[SOCKET_LISTEN] = "LISTEN",
		[SOCKET_CLOSING] = "CLOSING",
	};

	if (socket->protocol != IPPROTO_TCP)
		return "NONE";
	return socket->state < ARRAY_SIZE(words) ? words[socket->state] : NULL;
}

const char *socket_family_word(unsigned family)
{
	switch (family) {
	case AF_UNIX:
		return "AF_UNIX";
	case AF_INET:
		return "AF_INET";
	case AF_INET6:
		return "AF_INET6";
	default:
		return NULL;
	}
}

const char *socket_type_word(unsigned type)
{
	switch (type) {
	case SOCK_STREAM:
		return "SOCK_STREAM";
	case SOCK_DGRAM:
		return "SOCK_DGRAM";
	case SOCK_RAW:
		return "SOCK_RAW";
	case SOCK_SEQPACKET:
		return "SOCK_SEQPACKET";
	default:
		return NULL;
	}
}

const char *socket_timer_word(unsigned timer)
{
	static const char *const words[] = {
		[SOCKET_TIMER_RETRANSMIT] = "on",
		[SOCKET_TIMER_KEEPALIVE] = "keepalive",
		[SOCKET_TIMER_TIMEWAIT] = "timewait",
		[SOCKET_TIMER_PROBE] = "persist",
	};

	return timer < ARRAY_SIZE(words) ? words[timer] : NULL;
}

enum {
	TCP4 = 1 << SOCKET_TCP4,
	TCP6 = 1 << SOCKET_TCP6,
	UDP4 = 1 << SOCKET_UDP4,
	UDP6 = 1 << SOCKET_UDP6,
	UNIX = 1 << SOCKET_UNIX,
};

static const struct {
	const char *name;
	unsigned tables;
} kinds[] = {
	{ "inet", TCP4 | TCP6 | UDP4 | UDP6 },
	{ "inet4", TCP4 | UDP4 },
	{ "inet6", TCP6 | UDP6 },
	{ "tcp", TCP4 | TCP6 },
	{ "tcp4", TCP4 },
	{ "tcp6", TCP6 },
	{ "udp", UDP4 | UDP6 },
	{ "udp4", UDP4 },
	{ "udp6", UDP6 },
	{ "unix", UNIX },
	{ "all", SOCKET_ALL_TABLES },
};

const char *socket_kind_name(size_t n)
{
	return n < ARRAY_SIZE(kinds) ? kinds[n].name : NULL;
}

int socket_kind_parse(struct text word, unsigned *ret_tables)
{
	for (size_t n = 0; n < ARRAY_SIZE(kinds); n++)
		if (text_equal(word, text_of(kinds[n].name))) {
			*ret_tables = kinds[n].tables;
			return 0;
		}
	return -EINVAL;
}
