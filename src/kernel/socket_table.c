/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parses the socket tables: /proc/net/{tcp,tcp6,udp,udp6}, printed by net/ipv4/{tcp_ipv4,udp}.c and
 * net/ipv6/{tcp_ipv6,udp}.c, and /proc/net/unix, printed by net/unix/af_unix.c; proc_net(5).
 */
#include "kernel/socket_table.h"

#include <errno.h>
#include <sys/socket.h>

#include "base/number.h"
#include "kernel/file.h"

/* The columns used of the inet tables. tcp and udp differ in the columns after N_NEEDED. */
enum {
	COLUMN_SLOT,
	COLUMN_LOCAL,
	COLUMN_REMOTE,
	COLUMN_STATE,
	COLUMN_QUEUES,
	COLUMN_TIMER,
	COLUMN_RETRANSMITS,
	COLUMN_UID,
	COLUMN_PROBES,
	COLUMN_INODE,
	N_NEEDED,
	COLUMN_DROPS = 12, /* udp only */
	N_COLUMNS,
};

enum {
	IP_DIGITS = 8,          /* hexadecimal digits of one address word */
	UNIX_LISTENS = 0x10000, /* __SO_ACCEPTCON in the flags */
	/* enum socket_state of linux/net.h; sock_diag reports TCP states instead */
	UNIX_CONNECTING = 2,
	UNIX_CONNECTED = 3,
};

static struct opt_u64 parse_opt(struct text word, int (*parse)(struct text, uint64_t *))
{
	struct opt_u64 ret = { 0 };

	if (parse(word, &ret.v) == 0)
		ret.is = PRESENT;
	return ret;
}

/* Parses a hexadecimal number of at most LARGEST. */
static int parse_small_hex(struct text word, uint64_t largest, uint64_t *ret)
{
	uint64_t n;
	int r = number_parse_hex(word, &n);

	if (r < 0)
		return r;
	if (n > largest)
		return -ERANGE;
	*ret = n;
	return 0;
}

/*
 * Parses "0100007F:0016". The kernel prints each 32-bit word of the address as a number in its own
 * byte order. Storing the words as numbers restores the bytes in network order on any machine.
 */
static int parse_end(struct text word, size_t words, struct socket_end *ret)
{
	struct text ip, port;
	uint64_t n;

	if (!text_cut(word, ':', &ip, &port) || ip.length != words * IP_DIGITS)
		return -EINVAL;
	for (size_t i = 0; i < words; i++) {
		struct text digits = { .bytes = ip.bytes + i * IP_DIGITS, .length = IP_DIGITS };
		uint32_t part;

		if (number_parse_hex(digits, &n) < 0)
			return -EINVAL;
		part = (uint32_t)n;
		memcpy(ret->ip + i * sizeof(part), &part, sizeof(part));
	}
	if (parse_small_hex(port, UINT16_MAX, &n) < 0)
		return -EINVAL;
	ret->port = (uint16_t)n;
	return 0;
}

/*
 * Parses "00000000:00000000", the send and receive queues. For a listening socket, the text does
 * not have the maximum queue length.
 */
static void parse_queues(struct text word, struct socket *ret)
{
	struct text tx, rx;

	if (!text_cut(word, ':', &tx, &rx))
		return;
	ret->rx_queue = parse_opt(rx, number_parse_hex);
	if (ret->protocol != IPPROTO_TCP || ret->state != SOCKET_LISTEN)
		ret->tx_queue = parse_opt(tx, number_parse_hex);
}

/* Parses "02:000A7214": the timer, and the clock ticks until it expires. */
static void parse_timer(struct text word, struct socket *ret)
{
	long ticks_per_second = sysconf(_SC_CLK_TCK);
	struct text kind, when;
	uint64_t n, ms = 0;

	if (!text_cut(word, ':', &kind, &when) || parse_small_hex(kind, UINT8_MAX, &n) < 0)
		return;
	ret->timer = (uint8_t)n;
	if (ret->timer == SOCKET_TIMER_NONE || number_parse_hex(when, &n) < 0 ||
	    number_add_product(&ms, 1000, n) < 0)
		return;
	ret->timer_expires_ms = some_u64(ms / (uint64_t)ticks_per_second);
}

/* Returns what sock_diag calls idiag_retrans. The text has a column each for both kinds. */
static struct opt_u64 parse_retransmits(const struct text *words, unsigned timer)
{
	bool probes = timer == SOCKET_TIMER_KEEPALIVE || timer == SOCKET_TIMER_PROBE;
	bool retransmits = timer == SOCKET_TIMER_RETRANSMIT;

	if (probes)
		return parse_opt(words[COLUMN_PROBES], number_parse_u64);
	return retransmits ? parse_opt(words[COLUMN_RETRANSMITS], number_parse_hex) : some_u64(0);
}

static void parse_inet_rest(const struct text *words, size_t n, struct socket *ret)
{
	parse_queues(words[COLUMN_QUEUES], ret);
	parse_timer(words[COLUMN_TIMER], ret);
	ret->uid = parse_opt(words[COLUMN_UID], number_parse_u64);
	if (ret->inode == 0 && ret->uid.v == 0)
		ret->uid.is = ABSENT; /* a socket that has no owner yet, or no longer */
	if (ret->protocol == IPPROTO_TCP)
		ret->retransmits = parse_retransmits(words, ret->timer);
	else if (n > COLUMN_DROPS)
		ret->drops = parse_opt(words[COLUMN_DROPS], number_parse_u64);
}

static int parse_inet_line(struct text line, struct socket *ret)
{
	size_t address_words = ret->family == AF_INET ? 1 : 4, n = 0;
	struct text words[N_COLUMNS];
	uint64_t state;

	while (n < N_COLUMNS && text_next_word(&line, &words[n]))
		n++;
	if (n < N_NEEDED || parse_end(words[COLUMN_LOCAL], address_words, &ret->local) < 0 ||
	    parse_end(words[COLUMN_REMOTE], address_words, &ret->remote) < 0 ||
	    parse_small_hex(words[COLUMN_STATE], UINT8_MAX, &state) < 0 ||
	    number_parse_u64(words[COLUMN_INODE], &ret->inode) < 0)
		return -EINVAL;
	ret->state = (uint8_t)state;
	parse_inet_rest(words, n, ret);
	return 0;
}

static uint8_t unix_state(uint64_t flags, uint64_t state)
{
	if (flags & UNIX_LISTENS)
		return SOCKET_LISTEN;
	return state == UNIX_CONNECTED || state == UNIX_CONNECTING ? SOCKET_ESTABLISHED
	                                                           : SOCKET_CLOSE;
}

/*
 * Parses "ADDRESS: REFERENCES PROTOCOL FLAGS TYPE STATE INODE[ PATH]". The path may hold any byte.
 */
static int parse_unix_line(struct text line, struct socket *ret)
{
	uint64_t flags, type, state;
	struct text words[7];

	for (size_t n = 0; n < ARRAY_SIZE(words); n++)
		if (!text_next_word(&line, &words[n]))
			return -EINVAL;
	if (!text_ends(words[0], TEXT(":")) || number_parse_hex(words[3], &flags) < 0 ||
	    parse_small_hex(words[4], UINT16_MAX, &type) < 0 ||
	    number_parse_hex(words[5], &state) < 0 || number_parse_u64(words[6], &ret->inode) < 0)
		return -EINVAL;
	ret->type = (uint16_t)type;
	ret->state = unix_state(flags, state);
	if (text_eat(&line, TEXT(" ")))
		ret->path = line;
	else if (line.length > 0)
		return -EINVAL;
	return 0;
}

static int parse_line(struct text line, enum socket_table table, struct socket_list *ret)
{
	struct socket socket = socket_of_table(table);
	int r = table == SOCKET_UNIX ? parse_unix_line(line, &socket)
	                             : parse_inet_line(line, &socket);

	if (r < 0) {
		ret->n_malformed++;
		return 0;
	}
	if (socket.path.length > 0) {
		r = arena_copy(&ret->memory, socket.path, &socket.path);
		if (r < 0)
			return r;
	}
	return socket_list_add(ret, &socket);
}

int socket_table_parse(struct text text, enum socket_table table, struct socket_list *ret)
{
	struct text line;

	text_next_line(&text, &line); /* skip the header */
	while (text_next_line(&text, &line)) {
		int r = parse_line(line, table, ret);

		if (r < 0)
			return r;
	}
	return 0;
}

int socket_table_read(int dir, enum socket_table table, struct buffer *scratch,
                      struct socket_list *ret)
{
	static const char *const names[N_SOCKET_TABLES] = {
		[SOCKET_TCP4] = "net/tcp",  [SOCKET_TCP6] = "net/tcp6", [SOCKET_UDP4] = "net/udp",
		[SOCKET_UDP6] = "net/udp6", [SOCKET_UNIX] = "net/unix",
	};
	int r = file_read(dir, names[table], scratch);

	return r < 0 ? r : socket_table_parse(buffer_text(scratch), table, ret);
}
