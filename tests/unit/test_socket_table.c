/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/socket and kernel/socket_table: sockets from text (values.md P-330…340, reliability.md
 * */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "kernel/socket_table.h"

#define TCP_HEADER  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when ...\n"
#define UNIX_HEADER "Num       RefCount Protocol Flags    Type St Inode Path\n"

/* From memory of exactly its size, so that a sanitizer sees a byte read too many. */
static void parse_bytes(const char *bytes, size_t length, enum socket_table table,
                        struct socket_list *ret)
{
	_cleanup_free_ char *copy = malloc(length > 0 ? length : 1);

	assert_non_null(copy);
	memcpy(copy, bytes, length);
	assert_int_equal(
		socket_table_parse((struct text){ .bytes = copy, .length = length }, table, ret),
		0);
}

static void parse(const char *string, enum socket_table table, struct socket_list *ret)
{
	parse_bytes(string, strlen(string), table, ret);
}

/* An address as this machine's kernel prints it, whatever its byte order. */
static const char *hex(int family, const char *ip, char ret[33])
{
	size_t words = family == AF_INET ? 1 : 4;
	uint32_t bytes[4];

	assert_int_equal(inet_pton(family, ip, bytes), 1);
	for (size_t n = 0; n < words; n++)
		snprintf(ret + n * 8, 9, "%08X", bytes[n]);
	return ret;
}

static void assert_end(const struct socket *socket, const struct socket_end *end, const char *ip,
                       unsigned port)
{
	char text[INET6_ADDRSTRLEN];

	socket_format_ip(socket, end, text);
	assert_string_equal(text, ip);
	assert_int_equal(end->port, port);
}

static void assert_path(const struct socket *socket, const char *bytes, size_t length)
{
	assert_int_equal(socket->path.length, length);
	if (length > 0)
		assert_memory_equal(socket->path.bytes, bytes, length);
}

static void assert_some(struct opt_u64 got, uint64_t expected)
{
	assert_int_equal(got.is, PRESENT);
	assert_int_equal(got.v, expected);
}

static void a_tcp_row(void **state _unused_)
{
	_cleanup_socket_list_ struct socket_list list = { 0 };
	char local[33], remote[33], text[512];
	const struct socket *socket;

	snprintf(text, sizeof(text),
	         TCP_HEADER "  12: %s:1F90 %s:D431 01 0000001A:00000003 01:00000064 00000002  1000 "
	                    "       7 4026531 2 00000000375ff923 20 4 30 10 -1   \n",
	         hex(AF_INET, "192.168.1.20", local), hex(AF_INET, "8.8.4.4", remote));
	parse(text, SOCKET_TCP4, &list);
	assert_int_equal(list.n, 1);
	assert_int_equal(list.n_malformed, 0);
	socket = &list.items[0];
	assert_int_equal(socket->family, AF_INET);
	assert_int_equal(socket->type, SOCK_STREAM);
	assert_int_equal(socket->protocol, IPPROTO_TCP);
	assert_end(socket, &socket->local, "192.168.1.20", 8080);
	assert_end(socket, &socket->remote, "8.8.4.4", 54321);
	assert_string_equal(socket_state_word(socket), "ESTABLISHED");
	assert_int_equal(socket->inode, 4026531);
	assert_some(socket->uid, 1000);
	assert_some(socket->tx_queue, 26);
	assert_some(socket->rx_queue, 3);
	assert_string_equal(socket_timer_word(socket->timer), "on");
	assert_some(socket->timer_expires_ms, 100000 / (uint64_t)sysconf(_SC_CLK_TCK));
	assert_some(socket->retransmits, 2);
	assert_int_equal(socket->drops.is, ABSENT);
	assert_null(socket->tcp);
	assert_int_equal(socket->ifindex, 0);
}

static void timers_and_their_counts(void **state _unused_)
{
	_cleanup_socket_list_ struct socket_list list = { 0 };

	parse(TCP_HEADER "0: 0100007F:0001 0100007F:0002 01 0:0 02:0000000A 00000005 0 6 11\n"
	                 "1: 0100007F:0001 0100007F:0002 01 0:0 04:0000000A 00000005 0 6 11\n"
	                 "2: 0100007F:0001 0100007F:0002 01 0:0 00:00000000 00000005 0 6 11\n"
	                 "3: 0100007F:0001 0100007F:0002 06 0:0 03:0000000A 00000000 0 0 0\n"
	                 "4: 0100007F:0001 0100007F:0002 01 0:0 63:0000000A 00000005 0 6 11\n"
	                 "5: 0100007F:0001 0100007F:0002 01 0:0 01:FFFFFFFFFFFFFFFF 0 0 0 11\n",
	      SOCKET_TCP4, &list);
	assert_int_equal(list.n, 6);
	assert_string_equal(socket_timer_word(list.items[0].timer), "keepalive");
	assert_some(list.items[0].retransmits, 6);
	assert_string_equal(socket_timer_word(list.items[1].timer), "persist");
	assert_some(list.items[1].retransmits, 6);
	assert_null(socket_timer_word(list.items[2].timer));
	assert_int_equal(list.items[2].timer_expires_ms.is, ABSENT);
	assert_some(list.items[2].retransmits, 0);
	assert_string_equal(socket_timer_word(list.items[3].timer), "timewait");
	assert_int_equal(list.items[3].uid.is, ABSENT); /* nobody's: the 0 is not root */
	assert_int_equal(list.items[4].timer, 0x63);
	assert_null(socket_timer_word(list.items[4].timer));
	assert_int_equal(list.items[5].timer_expires_ms.is, ABSENT); /* does not fit */
}

static void a_listener_has_a_queue_of_unknown_size(void **state _unused_)
{
	_cleanup_socket_list_ struct socket_list list = { 0 };

	parse(TCP_HEADER "0: 00000000:0016 00000000:0000 0A 00000000:00000001 00:0 0 0 0 1620\n",
	      SOCKET_TCP4, &list);
	assert_int_equal(list.n, 1);
	assert_some(list.items[0].rx_queue, 1);
	assert_int_equal(list.items[0].tx_queue.is, ABSENT);
	assert_int_equal(list.items[0].remote.port, 0);
	assert_some(list.items[0].uid, 0);
}

static void ipv6_in_the_bytes_of_the_wire(void **state _unused_)
{
	static const char *const addresses[] = { "::",
		                                 "::1",
		                                 "fe80::1:2:3:4",
		                                 "2001:db8:1122:3344:5566:7788:99aa:bbcc",
		                                 "::ffff:127.0.0.1",
		                                 "ff02::fb" };
	static const uint8_t wire[] = { 0x20, 0x01, 0x0d, 0xb8, 0x11, 0x22, 0x33, 0x44,
		                        0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc };

	for (size_t n = 0; n < ARRAY_SIZE(addresses); n++) {
		_cleanup_socket_list_ struct socket_list list = { 0 };
		char digits[33], text[512];

		hex(AF_INET6, addresses[n], digits);
		snprintf(text, sizeof(text), TCP_HEADER "0: %s:0035 %s:FFFF 01 0:0 00:0 0 0 0 5\n",
		         digits, digits);
		parse(text, SOCKET_TCP6, &list);
		assert_int_equal(list.n, 1);
		assert_int_equal(list.items[0].family, AF_INET6);
		assert_end(&list.items[0], &list.items[0].local, addresses[n], 53);
		assert_end(&list.items[0], &list.items[0].remote, addresses[n], 65535);
		if (n == 3)
			assert_memory_equal(list.items[0].local.ip, wire, sizeof(wire));
	}
}

static void a_udp_row_with_drops(void **state _unused_)
{
	_cleanup_socket_list_ struct socket_list list = { 0 };

	parse("header\n"
	      " 33: 00000000:0044 00000000:0000 07 00000000:00000340 00:00000000 00000000     0 "
	      "       0 992 2 00000000375ff923 17\n"
	      " 34: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0 "
	      "       0 993\n",
	      SOCKET_UDP4, &list);
	assert_int_equal(list.n, 2);
	assert_int_equal(list.items[0].type, SOCK_DGRAM);
	assert_string_equal(socket_state_word(&list.items[0]), "NONE");
	assert_some(list.items[0].drops, 17);
	assert_some(list.items[0].rx_queue, 0x340);
	assert_int_equal(list.items[0].retransmits.is, ABSENT);
	assert_int_equal(list.items[1].drops.is, ABSENT);
}

static void states_have_words_or_numbers(void **state _unused_)
{
	static const char *const words[] = {
		"ESTABLISHED", "SYN_SENT",   "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT",
		"CLOSE",       "CLOSE_WAIT", "LAST_ACK", "LISTEN",    "CLOSING",
	};
	_cleanup_socket_list_ struct socket_list list = { 0 };

	for (unsigned n = 0; n < 256; n++) {
		char text[256];

		snprintf(text, sizeof(text),
		         TCP_HEADER "0: 0100007F:0001 0100007F:0002 %02X 0:0 00:0 0 0 0 5\n", n);
		parse(text, SOCKET_TCP4, &list);
		assert_int_equal(list.items[n].state, n);
		if (n >= 1 && n <= ARRAY_SIZE(words))
			assert_string_equal(socket_state_word(&list.items[n]), words[n - 1]);
		else
			assert_null(socket_state_word(&list.items[n]));
	}
	assert_int_equal(list.n, 256);
}

static void bad_lines_cost_only_themselves(void **state _unused_)
{
	static const char *const bad[] = {
		"",
		"garbage",
		"0: 0100007F:0001 0100007F:0002 01 0:0 00:0 0 0 0",    /* no inode */
		"0: 0100007G:0001 0100007F:0002 01 0:0 00:0 0 0 0 5",  /* no digit */
		"0: 100007F:0001 0100007F:0002 01 0:0 00:0 0 0 0 5",   /* too short */
		"0: 00100007F:0001 0100007F:0002 01 0:0 00:0 0 0 0 5", /* too long */
		"0: 0100007F0001 0100007F:0002 01 0:0 00:0 0 0 0 5",   /* no port */
		"0: 0100007F:10000 0100007F:0002 01 0:0 00:0 0 0 0 5", /* port too high */
		"0: 0100007F: 0100007F:0002 01 0:0 00:0 0 0 0 5",
		"0: 0100007F:-001 0100007F:0002 01 0:0 00:0 0 0 0 5",
		"0: 0100007F:0001 0100007F:0002 XX 0:0 00:0 0 0 0 5", /* no state */
		"0: 0100007F:0001 0100007F:0002 100 0:0 00:0 0 0 0 5",
		"0: 0100007F:0001 0100007F:0002 01 0:0 00:0 0 0 0 -5", /* no inode */
		"0: 0100007F:0001 0100007F:0002 01 0:0 00:0 0 0 0 18446744073709551616",
		("0: 00000000000000000000000001000000:0001 00000000000000000000000001000000:0002 01 0:0 "
		 "00:0 0 0 0 5"), /* IPv6 in the table of IPv4 */
	};
	_cleanup_socket_list_ struct socket_list list = { 0 };

	for (size_t n = 0; n < ARRAY_SIZE(bad); n++) {
		char text[512];

		snprintf(text, sizeof(text),
		         TCP_HEADER "%s\n1: 0100007F:0001 0100007F:0002 01 0:0 00:0 0 0 0 9\n",
		         bad[n]);
		parse(text, SOCKET_TCP4, &list);
		assert_int_equal(list.n, n + 1);
		assert_int_equal(list.n_malformed, n + 1);
		assert_int_equal(list.items[n].inode, 9);
	}
}

static void bad_minor_columns_are_absent(void **state _unused_)
{
	_cleanup_socket_list_ struct socket_list list = { 0 };

	parse(TCP_HEADER
	      "0: 0100007F:0001 0100007F:0002 01 zz:-1 -- 0 -1 0 18446744073709551615\n"
	      "0: 0100007F:0001 0100007F:0002 01 123456789ABCDEF01:1 01:x x 4294967295 0 1",
	      SOCKET_TCP4, &list);
	assert_int_equal(list.n, 2);
	assert_int_equal(list.n_malformed, 0);
	assert_int_equal(list.items[0].inode, UINT64_MAX);
	assert_int_equal(list.items[0].rx_queue.is, ABSENT);
	assert_int_equal(list.items[0].tx_queue.is, ABSENT);
	assert_int_equal(list.items[0].uid.is, ABSENT);
	assert_int_equal(list.items[0].timer, 0);
	assert_int_equal(list.items[1].tx_queue.is, ABSENT);
	assert_some(list.items[1].rx_queue, 1);
	assert_int_equal(list.items[1].timer, 1);
	assert_int_equal(list.items[1].timer_expires_ms.is, ABSENT);
	assert_int_equal(list.items[1].retransmits.is, ABSENT);
	assert_some(list.items[1].uid, 4294967295);
}

static void unix_paths_are_all_behind_the_inode(void **state _unused_)
{
	static const char text[] = UNIX_HEADER
		"0000000053470f88: 00000003 00000000 00000000 0001 03 12555\n"
		"0000000053470f89: 00000002 00000000 00010000 0001 01 12556 /run/a  b c \n"
		"0000000053470f8a: 00000002 00000000 00010000 0005 01 12557 @abs@tract\n"
		"0000000053470f8b: 00000002 00000000 00000000 0002 01   158  leading\n"
		"0000000053470f8c: 00000002 00000000 00000000 0002 01   159 /tab\there\xff\x01\n"
		"0000000053470f8d: 00000003 00000000 00000000 0001 02     0 /run/waiting\n"
		"0000000053470f8e: 00000003 00000000 00000000 002A 04 77 /nl\n"
		"second half\n"
		"no-blank\n"
		"0000000053470f8f: 00000003 00000000 00000000 0001 03 12560";
	_cleanup_socket_list_ struct socket_list list = { 0 };

	parse(text, SOCKET_UNIX, &list);
	assert_int_equal(list.n, 8);
	assert_int_equal(list.n_malformed, 2);
	assert_path(&list.items[0], "", 0);
	assert_path(&list.items[1], "/run/a  b c ", 12);
	assert_path(&list.items[2], "@abs@tract", 10);
	assert_path(&list.items[3], " leading", 8);
	assert_path(&list.items[4], "/tab\there\xff\x01", 11);
	assert_path(&list.items[5], "/run/waiting", 12);
	assert_path(&list.items[6], "/nl", 3);
	assert_int_equal(list.items[0].state, SOCKET_ESTABLISHED);
	assert_int_equal(list.items[1].state, SOCKET_LISTEN);
	assert_int_equal(list.items[3].state, SOCKET_CLOSE);
	assert_int_equal(list.items[5].state, SOCKET_ESTABLISHED);
	assert_int_equal(list.items[5].inode, 0);
	assert_string_equal(socket_state_word(&list.items[1]), "NONE");
	assert_string_equal(socket_type_word(list.items[0].type), "SOCK_STREAM");
	assert_string_equal(socket_type_word(list.items[2].type), "SOCK_SEQPACKET");
	assert_string_equal(socket_type_word(list.items[3].type), "SOCK_DGRAM");
	assert_int_equal(list.items[6].type, 42);
	assert_null(socket_type_word(list.items[6].type));
	assert_int_equal(list.items[7].inode, 12560);
	assert_int_equal(list.items[7].uid.is, ABSENT);
	assert_int_equal(list.items[7].rx_queue.is, ABSENT);
}

static void bad_unix_lines(void **state _unused_)
{
	_cleanup_socket_list_ struct socket_list list = { 0 };

	parse(UNIX_HEADER "x: 2 0 zz 0001 01 5 /a\n"
	                  "x: 2 0 0 10000 01 5 /a\n"
	                  "x: 2 0 0 0001 01 -5 /a\n"
	                  "x: 2 0 0 0001 01 5x /a\n"
	                  "x 2 0 0 0001 01 5 /a\n"
	                  "x: 2 0 0 0001 01 5\t/a\n"
	                  "x: 2 0 0 0001 01\n"
	                  "\n"
	                  "x: 2 0 0 0001 01 18446744073709551616 /a\n"
	                  "x: 2 0 0 0001 01 6 /good\n",
	      SOCKET_UNIX, &list);
	assert_int_equal(list.n, 1);
	assert_int_equal(list.n_malformed, 9);
	assert_int_equal(list.items[0].inode, 6);
}

static void cut_short_at_every_byte(void **state _unused_)
{
	static const char tcp[] =
		TCP_HEADER "0: 0100007F:0001 0100007F:0002 01 0:0 00:0 0 0 0 5\n"
			   "1: 0100007F:0001 0100007F:0002 01 0:0 00:0 0 0 0 6 1 2 3\n";
	static const char unix_text[] = UNIX_HEADER "x: 2 0 0 0001 01 5 /a b\n"
						    "x: 2 0 0 0001 01 6 @c\n";

	for (size_t length = 0; length < sizeof(tcp); length++) {
		_cleanup_socket_list_ struct socket_list list = { 0 }, other = { 0 };

		parse_bytes(tcp, length, SOCKET_TCP4, &list);
		assert_in_range(list.n, 0, 2);
		assert_in_range(list.n_malformed, 0, 1);
		parse_bytes(tcp, length, SOCKET_UDP6, &other);
		assert_int_equal(other.n, 0);
	}
	for (size_t length = 0; length < sizeof(unix_text); length++) {
		_cleanup_socket_list_ struct socket_list list = { 0 };

		parse_bytes(unix_text, length, SOCKET_UNIX, &list);
		assert_in_range(list.n, 0, 2);
		assert_in_range(list.n_malformed, 0, 1);
	}
}

static void binary_rubbish(void **state _unused_)
{
	_cleanup_socket_list_ struct socket_list list = { 0 };
	uint32_t random = 1;
	char bytes[4096];

	for (int round = 0; round < 20; round++) {
		for (size_t n = 0; n < sizeof(bytes); n++) {
			random = random * 1103515245 + 12345;
			bytes[n] = (char)(round % 2 ? " :\n0A"[random >> 16 & 3]
			                            : (char)(random >> 16));
		}
		parse_bytes(bytes, sizeof(bytes), (enum socket_table)(round % N_SOCKET_TABLES),
		            &list);
	}
	assert_int_equal(list.n, 0);
	assert_true(list.n_malformed > 20);
}

static void kinds_are_psutils(void **state _unused_)
{
	static const char *const names[] = { "inet", "inet4", "inet6", "tcp",  "tcp4", "tcp6",
		                             "udp",  "udp4",  "udp6",  "unix", "all" };
	unsigned tables = 0, united = 0;

	for (size_t n = 0; n < ARRAY_SIZE(names); n++) {
		assert_string_equal(socket_kind_name(n), names[n]);
		assert_int_equal(socket_kind_parse(text_of(names[n]), &tables), 0);
		assert_int_not_equal(tables, 0);
		united |= tables;
	}
	assert_null(socket_kind_name(ARRAY_SIZE(names)));
	assert_int_equal(tables, SOCKET_ALL_TABLES);
	assert_int_equal(united, SOCKET_ALL_TABLES);
	assert_int_equal(socket_kind_parse(TEXT("inet"), &tables), 0);
	assert_int_equal(tables, SOCKET_ALL_TABLES & ~(1 << SOCKET_UNIX));
	assert_int_equal(socket_kind_parse(TEXT("udp6"), &tables), 0);
	assert_int_equal(tables, 1 << SOCKET_UDP6);
	assert_int_equal(socket_kind_parse(TEXT("ine"), &tables), -EINVAL);
	assert_int_equal(socket_kind_parse(TEXT(""), &tables), -EINVAL);
	assert_int_equal(socket_kind_parse(TEXT("TCP"), &tables), -EINVAL);
	assert_int_equal(tables, 1 << SOCKET_UDP6);
}

static void families_have_words(void **state _unused_)
{
	assert_string_equal(socket_family_word(AF_INET), "AF_INET");
	assert_string_equal(socket_family_word(AF_INET6), "AF_INET6");
	assert_string_equal(socket_family_word(AF_UNIX), "AF_UNIX");
	assert_null(socket_family_word(99));
}

static void peers_are_found_in_the_list(void **state _unused_)
{
	static const struct socket sockets[] = {
		{ .family = AF_UNIX, .inode = 10, .peer_inode = 11 }, /* client */
		{ .family = AF_UNIX, .inode = 11, .peer_inode = 10, .path = TEXT("/srv") },
		{ .family = AF_UNIX, .inode = 12 }, /* waits */
		{ .family = AF_UNIX, .inode = 0, .peer_inode = 12, .path = TEXT("/late") },
		{ .family = AF_UNIX, .inode = 13, .peer_inode = 999 },
		{ .family = AF_INET, .inode = 14 },
		{ .family = AF_UNIX, .inode = 0, .peer_inode = 14, .path = TEXT("/odd") },
	};
	_cleanup_socket_list_ struct socket_list list = { 0 };

	for (size_t n = 0; n < ARRAY_SIZE(sockets); n++)
		assert_int_equal(socket_list_add(&list, &sockets[n]), 0);
	assert_int_equal(socket_list_find_peers(&list), 0);
	assert_true(text_equal(list.items[0].peer_path, TEXT("/srv")));
	assert_int_equal(list.items[1].peer_path.length, 0);
	assert_true(text_equal(list.items[2].peer_path, TEXT("/late")));
	assert_int_equal(list.items[3].peer_path.length, 0);
	assert_int_equal(list.items[4].peer_path.length, 0);
	assert_int_equal(list.items[5].peer_path.length, 0);
}

static void read_below_a_directory(void **state _unused_)
{
	static const char row[] = TCP_HEADER "0: 0100007F:0001 0100007F:0002 01 0:0 00:0 0 0 0 5\n";
	char path[] = "/tmp/nvhost-socket-XXXXXX";
	_cleanup_socket_list_ struct socket_list list = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_close_ int dir = -1, fd = -1;

	assert_non_null(mkdtemp(path));
	dir = open(path, O_RDONLY | O_DIRECTORY);
	assert_int_equal(socket_table_read(dir, SOCKET_TCP4, &scratch, &list), -ENOENT);
	assert_int_equal(mkdirat(dir, "net", 0700), 0);
	fd = openat(dir, "net/tcp", O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(fd, row, sizeof(row) - 1), sizeof(row) - 1);
	assert_int_equal(socket_table_read(dir, SOCKET_TCP4, &scratch, &list), 0);
	assert_int_equal(socket_table_read(dir, SOCKET_TCP6, &scratch, &list), -ENOENT);
	assert_int_equal(list.n, 1);
	unlinkat(dir, "net/tcp", 0);
	unlinkat(dir, "net", AT_REMOVEDIR);
	rmdir(path);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tcp_row),
		cmocka_unit_test(timers_and_their_counts),
		cmocka_unit_test(a_listener_has_a_queue_of_unknown_size),
		cmocka_unit_test(ipv6_in_the_bytes_of_the_wire),
		cmocka_unit_test(a_udp_row_with_drops),
		cmocka_unit_test(states_have_words_or_numbers),
		cmocka_unit_test(bad_lines_cost_only_themselves),
		cmocka_unit_test(bad_minor_columns_are_absent),
		cmocka_unit_test(unix_paths_are_all_behind_the_inode),
		cmocka_unit_test(bad_unix_lines),
		cmocka_unit_test(cut_short_at_every_byte),
		cmocka_unit_test(binary_rubbish),
		cmocka_unit_test(kinds_are_psutils),
		cmocka_unit_test(families_have_words),
		cmocka_unit_test(peers_are_found_in_the_list),
		cmocka_unit_test(read_below_a_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
