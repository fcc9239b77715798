/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/sock_diag: messages made here, and this machine's own sockets against the text tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <linux/unix_diag.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "base/hash.h"
#include "kernel/netlink/sock_diag.h"
#include "kernel/netlink/sock_diag_message.h"
#include "kernel/socket_table.h"

struct datagram {
	_Alignas(struct nlmsghdr) char bytes[4096];
	size_t length;
};

/* The next bytes of a message, zeroed. */
static void *put(struct nlmsghdr *message, size_t size)
{
	char *place = (char *)message + NLMSG_ALIGN(message->nlmsg_len);

	message->nlmsg_len = (uint32_t)(NLMSG_ALIGN(message->nlmsg_len) + NLMSG_ALIGN(size));
	return memset(place, 0, NLMSG_ALIGN(size));
}

static void put_attribute(struct nlmsghdr *message, uint16_t type, size_t size, const void *data)
{
	struct nlattr *attribute = put(message, NLA_HDRLEN + size);

	attribute->nla_type = type;
	attribute->nla_len = (uint16_t)(NLA_HDRLEN + size);
	memcpy((char *)attribute + NLA_HDRLEN, data, size);
}

static void put_number(struct nlmsghdr *message, uint16_t type, uint32_t number)
{
	put_attribute(message, type, sizeof(number), &number);
}

static struct nlmsghdr *begin(struct datagram *datagram, uint16_t type, uint16_t flags)
{
	struct nlmsghdr *message = (void *)(datagram->bytes + datagram->length);

	*message = (struct nlmsghdr){ .nlmsg_len = NLMSG_HDRLEN };
	message->nlmsg_type = type;
	message->nlmsg_flags = (uint16_t)(NLM_F_MULTI | flags);
	return message;
}

static void end(struct datagram *datagram, const struct nlmsghdr *message)
{
	datagram->length += NLMSG_ALIGN(message->nlmsg_len);
}

static void add_number(struct datagram *datagram, uint16_t type, int number)
{
	struct nlmsghdr *message = begin(datagram, type, 0);

	memcpy(put(message, sizeof(number)), &number, sizeof(number));
	end(datagram, message);
}

static void add_tcp(struct datagram *datagram, uint8_t state, uint32_t inode, size_t info_bytes)
{
	struct nlmsghdr *message = begin(datagram, SOCK_DIAG_BY_FAMILY, 0);
	struct inet_diag_msg *inet = put(message, sizeof(*inet));
	struct tcp_info info = { .tcpi_rtt = 1500,
		                 .tcpi_rttvar = 750,
		                 .tcpi_snd_cwnd = 10,
		                 .tcpi_snd_ssthresh = INT32_MAX,
		                 .tcpi_bytes_acked = UINT64_MAX - 1,
		                 .tcpi_bytes_received = 77,
		                 .tcpi_min_rtt = UINT32_MAX,
		                 .tcpi_pacing_rate = UINT64_MAX,
		                 .tcpi_bytes_sent = 5 };

	*inet = (struct inet_diag_msg){
		.idiag_family = AF_INET,
		.idiag_state = state,
		.idiag_timer = 1,
		.idiag_retrans = 3,
		.idiag_expires = 204,
		.idiag_rqueue = 4,
		.idiag_wqueue = 5,
		.idiag_uid = 1000,
		.idiag_inode = inode,
		.id = { .idiag_sport = htons(80),
		        .idiag_dport = htons(4321),
		        .idiag_if = 7,
		        .idiag_src = { htonl(0x7f000001) },
		        .idiag_dst = { htonl(0x08080404) },
		        .idiag_cookie = { 0x11, 0x22 } },
	};
	if (info_bytes > 0)
		put_attribute(message, INET_DIAG_INFO, info_bytes, &info);
	put_attribute(message, INET_DIAG_CONG, sizeof("cubic"), "cubic");
	put_number(message, 4000, 1); /* of a kernel to come */
	end(datagram, message);
}

static struct nlmsghdr *begin_unix(struct datagram *datagram, uint8_t state, uint32_t inode)
{
	struct nlmsghdr *message = begin(datagram, SOCK_DIAG_BY_FAMILY, 0);
	struct unix_diag_msg *header = put(message, sizeof(*header));

	*header = (struct unix_diag_msg){ .udiag_family = AF_UNIX,
		                          .udiag_type = SOCK_STREAM,
		                          .udiag_state = state,
		                          .udiag_ino = inode };
	return message;
}

/* From memory of exactly its size, so that a sanitizer sees a byte read too many. */
static int parse(const struct datagram *datagram, size_t length, enum socket_table table,
                 struct socket_list *ret)
{
	_cleanup_free_ char *copy = malloc(length > 0 ? length : 1);

	assert_non_null(copy);
	memcpy(copy, datagram->bytes, length);
	return sock_diag_message_parse(copy, length, table, ret);
}

static void assert_some(struct opt_u64 got, uint64_t expected)
{
	assert_int_equal(got.is, PRESENT);
	assert_int_equal(got.v, expected);
}

static void a_tcp_message(void **state _unused_)
{
	_cleanup_socket_list_ struct socket_list list = { 0 };
	const struct socket *socket;
	struct datagram datagram = { 0 };
	char ip[INET6_ADDRSTRLEN];

	add_tcp(&datagram, SOCKET_ESTABLISHED, 42, sizeof(struct tcp_info));
	assert_int_equal(parse(&datagram, datagram.length, SOCKET_TCP4, &list), 0);
	assert_int_equal(list.n, 1);
	socket = &list.items[0];
	socket_format_ip(socket, &socket->local, ip);
	assert_string_equal(ip, "127.0.0.1");
	socket_format_ip(socket, &socket->remote, ip);
	assert_string_equal(ip, "8.8.4.4");
	assert_int_equal(socket->local.port, 80);
	assert_int_equal(socket->remote.port, 4321);
	assert_int_equal(socket->inode, 42);
	assert_int_equal(socket->ifindex, 7);
	assert_true(socket->cookie == UINT64_C(0x2200000011));
	assert_some(socket->uid, 1000);
	assert_some(socket->rx_queue, 4);
	assert_some(socket->tx_queue, 5);
	assert_some(socket->timer_expires_ms, 204);
	assert_some(socket->retransmits, 3);
	assert_non_null(socket->tcp);
	assert_true(text_equal(socket->tcp->congestion, TEXT("cubic")));
	assert_some(socket->tcp->rtt_us, 1500);
	assert_some(socket->tcp->rttvar_us, 750);
	assert_some(socket->tcp->cwnd, 10);
	assert_true(socket->tcp->bytes_acked.v == UINT64_MAX - 1);
	assert_some(socket->tcp->bytes_received, 77);
	assert_some(socket->tcp->bytes_sent, 5);
	assert_int_equal(socket->tcp->ssthresh.is, ABSENT);
	assert_int_equal(socket->tcp->min_rtt_us.is, ABSENT);
	assert_int_equal(socket->tcp->pacing_bytes_per_second.is, ABSENT);
}

static void an_older_kernel_knows_less(void **state _unused_)
{
	_cleanup_socket_list_ struct socket_list list = { 0 };
	struct datagram datagram = { 0 };

	add_tcp(&datagram, SOCKET_ESTABLISHED, 1, offsetof(struct tcp_info, tcpi_bytes_acked) + 3);
	add_tcp(&datagram, SOCKET_LISTEN, 2, sizeof(struct tcp_info));
	add_tcp(&datagram, SOCKET_CLOSING, 3, 0);
	assert_int_equal(parse(&datagram, datagram.length, SOCKET_TCP4, &list), 0);
	assert_int_equal(list.n, 3);
	assert_some(list.items[0].tcp->rtt_us, 1500);
	assert_int_equal(list.items[0].tcp->bytes_acked.is, ABSENT);
	assert_int_equal(list.items[1].tcp->rtt_us.is, ABSENT); /* a listener has none */
	assert_int_equal(list.items[1].tcp->congestion.length, 5);
	assert_int_equal(list.items[2].tcp->rtt_us.is, ABSENT);
}

static void unix_names_as_the_text_has_them(void **state _unused_)
{
	_cleanup_socket_list_ struct socket_list list = { 0 };
	static const uint32_t queues[] = { 8, 9 }, waiting[] = { 31, 0 };
	struct datagram datagram = { 0 };
	struct nlmsghdr *message = begin_unix(&datagram, SOCKET_LISTEN, 30);

	put_attribute(message, UNIX_DIAG_NAME, 9, "/run/a b"); /* with the NUL at its end */
	put_attribute(message, UNIX_DIAG_ICONS, sizeof(waiting), waiting);
	put_attribute(message, UNIX_DIAG_RQLEN, sizeof(queues), queues);
	put_number(message, UNIX_DIAG_UID, 12);
	end(&datagram, message);
	message = begin_unix(&datagram, SOCKET_ESTABLISHED, 40);
	put_attribute(message, UNIX_DIAG_NAME, 6, "\0a\nb\0\0");
	put_number(message, UNIX_DIAG_PEER, 41);
	end(&datagram, message);
	message = begin_unix(&datagram, SOCKET_ESTABLISHED, 50);
	put_attribute(message, UNIX_DIAG_NAME, 0, "");
	put_attribute(message, UNIX_DIAG_PEER, 3, "abc"); /* cut short */
	end(&datagram, message);
	assert_int_equal(parse(&datagram, datagram.length, SOCKET_UNIX, &list), 0);

	assert_int_equal(list.n, 5);
	assert_true(text_equal(list.items[0].path, TEXT("/run/a b")));
	assert_int_equal(list.items[0].state, SOCKET_LISTEN);
	assert_some(list.items[0].rx_queue, 8);
	assert_some(list.items[0].tx_queue, 9);
	assert_some(list.items[0].uid, 12);
	for (size_t n = 1; n < 3; n++) { /* not accepted yet */
		assert_true(text_equal(list.items[n].path, TEXT("/run/a b")));
		assert_int_equal(list.items[n].inode, 0);
		assert_int_equal(list.items[n].type, SOCK_STREAM);
		assert_int_equal(list.items[n].peer_inode, waiting[n - 1]);
	}
	assert_true(text_equal(list.items[3].path, TEXT("@a\nb@@")));
	assert_int_equal(list.items[3].peer_inode, 41);
	assert_int_equal(list.items[3].uid.is, ABSENT);
	assert_int_equal(list.items[4].path.length, 0);
	assert_int_equal(list.items[4].peer_inode, 0);
}

static void how_an_answer_ends(void **state _unused_)
{
	static const struct {
		uint16_t type;
		int number, r;
	} ends[] = {
		{ NLMSG_DONE, 0, 1 },
		{ NLMSG_DONE, -ENOENT, -ENOENT }, /* the module of this protocol is not there */
		{ NLMSG_ERROR, -EPERM, -EPERM },
		{ NLMSG_ERROR, 0, 1 },
		{ NLMSG_ERROR, 5, -EPROTO },
		{ NLMSG_ERROR, INT32_MIN, -EPROTO },
		{ NLMSG_NOOP, 0, 0 },
		{ 999, 0, 0 },
	};

	for (size_t n = 0; n < ARRAY_SIZE(ends); n++) {
		_cleanup_socket_list_ struct socket_list list = { 0 };
		struct datagram datagram = { 0 };

		add_tcp(&datagram, SOCKET_LISTEN, 1, 0);
		add_number(&datagram, ends[n].type, ends[n].number);
		assert_int_equal(parse(&datagram, datagram.length, SOCKET_TCP4, &list), ends[n].r);
		assert_int_equal(list.n, 1);
	}
}

static void an_interrupted_dump_is_told(void **state _unused_)
{
	_cleanup_socket_list_ struct socket_list list = { 0 };
	struct datagram datagram = { 0 };

	end(&datagram, begin(&datagram, NLMSG_DONE, NLM_F_DUMP_INTR));
	assert_int_equal(parse(&datagram, datagram.length, SOCKET_TCP4, &list), -EINTR);
}

static void messages_of_others_and_short_ones(void **state _unused_)
{
	_cleanup_socket_list_ struct socket_list list = { 0 };
	struct datagram datagram = { 0 };
	struct nlmsghdr *message = begin(&datagram, SOCK_DIAG_BY_FAMILY, 0);

	put(message, 8);
	end(&datagram, message);
	add_tcp(&datagram, SOCKET_LISTEN, 1, 0);
	assert_int_equal(parse(&datagram, datagram.length, SOCKET_TCP6, &list), 0);
	assert_int_equal(list.n, 0); /* AF_INET was not asked for */
	assert_int_equal(list.n_malformed, 1);
}

static void cut_short_at_every_byte(void **state _unused_)
{
	struct datagram tcp = { 0 }, unix_socket = { 0 };
	struct nlmsghdr *message;

	add_tcp(&tcp, SOCKET_ESTABLISHED, 42, sizeof(struct tcp_info));
	add_number(&tcp, NLMSG_DONE, 0);
	message = begin_unix(&unix_socket, SOCKET_LISTEN, 30);
	put_attribute(message, UNIX_DIAG_NAME, 5, "/run");
	put_number(message, UNIX_DIAG_ICONS, 31);
	end(&unix_socket, message);
	for (size_t length = 0; length < tcp.length; length++) {
		_cleanup_socket_list_ struct socket_list list = { 0 };

		assert_int_equal(parse(&tcp, length, SOCKET_TCP4, &list), 0);
		assert_in_range(list.n + list.n_malformed, length > 0, 2);
	}
	for (size_t length = 0; length < unix_socket.length; length++) {
		_cleanup_socket_list_ struct socket_list list = { 0 };

		assert_int_equal(parse(&unix_socket, length, SOCKET_UNIX, &list), 0);
		assert_int_equal(list.n, 0);
		assert_int_equal(list.n_malformed, length > 0);
	}
}

/* The message ends where it says, and its attributes claim more. */
static void attributes_longer_than_the_message(void **state _unused_)
{
	struct datagram whole = { 0 };

	add_tcp(&whole, SOCKET_ESTABLISHED, 42, sizeof(struct tcp_info));
	for (size_t length = 88; length < whole.length; length++) {
		_cleanup_socket_list_ struct socket_list list = { 0 };
		struct datagram cut = whole;

		((struct nlmsghdr *)cut.bytes)->nlmsg_len = (uint32_t)length;
		assert_int_equal(parse(&cut, length, SOCKET_TCP4, &list), 0);
		assert_int_equal(list.n, 1);
		assert_int_equal(list.items[0].inode, 42);
	}
}

static void any_byte_changed(void **state _unused_)
{
	struct datagram whole = { 0 };
	size_t rows = 0;

	add_tcp(&whole, SOCKET_ESTABLISHED, 42, 64);
	add_tcp(&whole, SOCKET_LISTEN, 43, 0);
	for (size_t at = 0; at < whole.length; at++)
		for (unsigned bit = 0; bit < 8; bit++) {
			_cleanup_socket_list_ struct socket_list list = { 0 };
			struct datagram changed = whole;

			changed.bytes[at] ^= (char)(1u << bit);
			parse(&changed, changed.length, bit % 2 ? SOCKET_TCP4 : SOCKET_UNIX, &list);
			assert_true(list.n < 1000);
			rows += list.n;
		}
	assert_true(rows > 0);
}

/* Sockets of this process, of all sorts; they live until it ends. */
static int sockets[32];
static size_t n_sockets;

static int new_socket(int family, int type)
{
	int fd = socket(family, type | SOCK_CLOEXEC, 0);

	if (fd >= 0)
		sockets[n_sockets++] = fd;
	return fd;
}

static int bind_inet(int family, int type)
{
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	struct sockaddr_in v4 = { .sin_family = AF_INET,
		                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = new_socket(family, type);

	if (family == AF_INET ? bind(fd, (struct sockaddr *)&v4, sizeof(v4)) < 0
	                      : bind(fd, (struct sockaddr *)&v6, sizeof(v6)) < 0)
		return -1;
	return fd;
}

static void open_inet(int family)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);
	int listener = bind_inet(family, SOCK_STREAM), client = new_socket(family, SOCK_STREAM);

	if (listener < 0)
		return; /* no IPv6 */
	assert_int_equal(listen(listener, 3), 0);
	assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &length), 0);
	assert_int_equal(connect(client, (struct sockaddr *)&address, length), 0);
	sockets[n_sockets++] = accept(listener, NULL, NULL);
	assert_int_equal(write(client, "hello", 5), 5);
	bind_inet(family, SOCK_STREAM); /* bound, and no more: in neither table */
	bind_inet(family, SOCK_DGRAM);
	new_socket(family, SOCK_DGRAM);
}

static void open_unix(const char *name, size_t length)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
	int listener = new_socket(AF_UNIX, SOCK_STREAM);

	memcpy(address.sun_path, name, length);
	assert_int_equal(bind(listener, (struct sockaddr *)&address, size), 0);
	assert_int_equal(listen(listener, 5), 0);
	for (int n = 0; n < 2; n++) {
		int client = new_socket(AF_UNIX, SOCK_STREAM);

		assert_int_equal(connect(client, (struct sockaddr *)&address, size), 0);
	}
	sockets[n_sockets++] = accept(listener, NULL, NULL); /* and one waits */
}

static const struct socket *find(const struct socket_list *list, uint64_t inode)
{
	for (size_t n = 0; n < list->n; n++)
		if (list->items[n].inode == inode)
			return &list->items[n];
	return NULL;
}

static void assert_same(const struct socket *a, const struct socket *b)
{
	assert_int_equal(a->family, b->family);
	assert_int_equal(a->type, b->type);
	assert_int_equal(a->protocol, b->protocol);
	assert_int_equal(a->state, b->state);
	assert_memory_equal(a->local.ip, b->local.ip, sizeof(a->local.ip));
	assert_memory_equal(a->remote.ip, b->remote.ip, sizeof(a->remote.ip));
	assert_int_equal(a->local.port, b->local.port);
	assert_int_equal(a->remote.port, b->remote.port);
	assert_true(text_equal(a->path, b->path));
	if (a->family == AF_UNIX)
		return;
	assert_int_equal(a->uid.v, b->uid.v);
	assert_int_equal(a->rx_queue.v, b->rx_queue.v);
	assert_int_equal(a->timer, b->timer);
}

static size_t count_waiting(const struct socket_list *list, struct text path)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		n += list->items[i].inode == 0 && text_equal(list->items[i].path, path);
	return n;
}

/* Sets aside where netlink or the text is not to be had: a sandbox, another kernel. */
static void read_both(struct socket_list *diag, struct socket_list *text)
{
	_cleanup_close_ int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct sock_diag_request request = { .with_info = true };
	_cleanup_buffer_ struct buffer scratch = { 0 };

	for (int table = 0; table < N_SOCKET_TABLES; table++) {
		if (sock_diag_read((enum socket_table)table, &request, diag) < 0)
			skip();
		if (socket_table_read(proc, (enum socket_table)table, &scratch, text) < 0)
			skip();
	}
}

static void both_sources_have_the_same_sockets(void **state _unused_)
{
	_cleanup_socket_list_ struct socket_list diag = { 0 }, text = { 0 };
	char name[64] = "";
	size_t found = 0;
	int length = snprintf(name + 1, sizeof(name) - 1, "nvhost test %d ", getpid()) + 1;

	open_inet(AF_INET);
	open_inet(AF_INET6);
	open_unix(name, (size_t)length);
	read_both(&diag, &text);
	for (size_t n = 0; n < n_sockets; n++) {
		const struct socket *from_diag, *from_text;
		struct stat status;

		if (fstat(sockets[n], &status) < 0)
			continue;
		from_diag = find(&diag, status.st_ino);
		from_text = find(&text, status.st_ino);
		assert_int_equal(from_diag != NULL, from_text != NULL);
		if (from_diag)
			assert_same(from_diag, from_text);
		found += from_diag != NULL;
	}
	assert_true(found >= 4 + 4);
	name[0] = '@';
	assert_int_equal(count_waiting(&diag, text_of(name)), 1);
	assert_int_equal(count_waiting(&text, text_of(name)), 1);
}

static void states_are_filtered_by_the_kernel(void **state _unused_)
{
	struct sock_diag_request request = { .states = 1u << SOCKET_LISTEN };
	_cleanup_socket_list_ struct socket_list list = { 0 };

	if (sock_diag_read(SOCKET_TCP4, &request, &list) < 0)
		skip();
	assert_true(list.n > 0); /* open_inet() left one */
	for (size_t n = 0; n < list.n; n++) {
		assert_int_equal(list.items[n].state, SOCKET_LISTEN);
		assert_null(list.items[n].tcp);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tcp_message),
		cmocka_unit_test(an_older_kernel_knows_less),
		cmocka_unit_test(unix_names_as_the_text_has_them),
		cmocka_unit_test(how_an_answer_ends),
		cmocka_unit_test(an_interrupted_dump_is_told),
		cmocka_unit_test(messages_of_others_and_short_ones),
		cmocka_unit_test(cut_short_at_every_byte),
		cmocka_unit_test(attributes_longer_than_the_message),
		cmocka_unit_test(any_byte_changed),
		cmocka_unit_test(both_sources_have_the_same_sockets),
		cmocka_unit_test(states_are_filtered_by_the_kernel),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
