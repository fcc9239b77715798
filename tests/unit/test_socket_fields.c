/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a socket to a row, and the order of rows (values.md P-333…340). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include <arpa/inet.h>
#include <cmocka.h>

#include "collect/socket/socket.h"

static struct value item_value(const struct socket_row *row, const char *name)
{
	const struct field *field =
		field_find(socket_item_fields, N_SOCKET_ITEM_FIELDS, text_of(name));
	struct value value;

	assert_non_null(field);
	field_item_value(field, row, &value);
	return value;
}

static struct value member_value(const struct socket_row *row, const char *name, const char *member)
{
	const struct field *field =
		field_find(socket_item_fields, N_SOCKET_ITEM_FIELDS, text_of(name));
	struct value value;

	assert_non_null(field);
	field_item_value(field_find(field->members, field->n_members, text_of(member)), row,
	                 &value);
	return value;
}

static void assert_text(struct value value, const char *expected)
{
	assert_int_equal(value.is, PRESENT);
	assert_int_equal(value.text.length, strlen(expected));
	assert_memory_equal(value.text.bytes, expected, strlen(expected));
}

static struct socket listener(uint8_t last, uint16_t port)
{
	struct socket socket = socket_of_table(SOCKET_TCP4);

	socket.state = SOCKET_LISTEN;
	socket.local = (struct socket_end){ .ip = { 127, 0, 0, last }, .port = port };
	socket.inode = 7;
	return socket;
}

static void test_inet(void **state _unused_)
{
	_cleanup_rows_ struct rows rows = { 0 };
	struct socket socket = listener(200, 80);
	struct socket_entry entry = { .socket = &socket };
	struct socket_row *row = socket_row_add(&rows, &entry);

	assert_text(item_value(row, "family"), "AF_INET");
	assert_text(item_value(row, "type"), "SOCK_STREAM");
	assert_text(item_value(row, "status"), "LISTEN");
	assert_text(member_value(row, "laddr", "ip"), "127.0.0.200");
	assert_int_equal(member_value(row, "laddr", "port").u, 80);
	assert_int_equal(member_value(row, "laddr", "path").is, ABSENT);
	assert_int_equal(item_value(row, "laddr").is, PRESENT);
	assert_int_equal(item_value(row, "raddr").is, ABSENT);
}

/* The rows move when there are more of them: what the first one has must move along. */
static void test_rows_move(void **state _unused_)
{
	_cleanup_rows_ struct rows rows = { 0 };
	struct socket sockets[100];

	for (int n = 0; n < 100; n++) {
		sockets[n] = listener((uint8_t)n, 1);
		assert_non_null(
			socket_row_add(&rows, &(struct socket_entry){ .socket = &sockets[n] }));
	}
	assert_text(member_value(rows_at(&rows, sizeof(struct socket_row), 0), "laddr", "ip"),
	            "127.0.0.0");
	assert_text(member_value(rows_at(&rows, sizeof(struct socket_row), 99), "laddr", "ip"),
	            "127.0.0.99");
}

static void test_every_byte(void **state _unused_)
{
	for (int n = 0; n < 256; n++) {
		struct socket socket = listener((uint8_t)n, 1);
		char expected[INET6_ADDRSTRLEN], got[INET6_ADDRSTRLEN];

		memset(socket.local.ip, n, 3);
		inet_ntop(AF_INET, socket.local.ip, expected, sizeof(expected));
		socket_format_ip(&socket, &socket.local, got);
		assert_string_equal(got, expected);
	}
}

static void test_port_zero(void **state _unused_)
{
	_cleanup_rows_ struct rows rows = { 0 };
	struct socket socket = listener(1, 0);
	struct socket_row *row = socket_row_add(&rows, &(struct socket_entry){ .socket = &socket });

	assert_int_equal(item_value(row, "laddr").is, ABSENT);
	assert_int_equal(member_value(row, "laddr", "ip").is, ABSENT);
}

static void test_unix(void **state _unused_)
{
	_cleanup_rows_ struct rows rows = { 0 };
	struct socket socket = socket_of_table(SOCKET_UNIX);
	struct socket_row *row;

	socket.type = SOCK_DGRAM;
	socket.local.port = 9; /* of no meaning here */
	socket.peer_path = TEXT("@far end");
	row = socket_row_add(&rows, &(struct socket_entry){ .socket = &socket });
	assert_text(item_value(row, "status"), "NONE");
	assert_int_equal(item_value(row, "laddr").is, ABSENT);
	assert_text(member_value(row, "raddr", "path"), "@far end");
	assert_int_equal(member_value(row, "raddr", "port").is, ABSENT);
}

static void test_numbers_without_words(void **state _unused_)
{
	_cleanup_rows_ struct rows rows = { 0 };
	struct socket socket = listener(1, 1);
	struct socket_row *row;

	socket.type = 65535;
	socket.state = 255;
	row = socket_row_add(&rows, &(struct socket_entry){ .socket = &socket });
	assert_text(item_value(row, "type"), "65535");
	assert_text(item_value(row, "status"), "255");
}

/* Each is before the next one, with what is known at once and without. */
static void test_order(void **state _unused_)
{
	struct socket unix_socket = socket_of_table(SOCKET_UNIX);
	struct socket low = listener(1, 443), high = listener(2, 80), six = listener(1, 1);
	struct socket connected = low;
	struct socket_holder first = { .pid = 9, .fd = 3 }, second = { .pid = 10, .fd = 3 },
			     third = { .pid = 1, .fd = 4 };
	struct socket_entry entries[] = {
		{ .socket = &unix_socket },
		{ .socket = &low },
		{ .socket = &low, .holder = &first },
		{ .socket = &low, .holder = &second },
		{ .socket = &low, .holder = &third },
		{ .socket = &connected },
		{ .socket = &high },
		{ .socket = &six },
	};

	connected.remote.port = 50000;
	six.family = AF_INET6;
	for (size_t n = 0; n < 2 * ARRAY_SIZE(entries) * ARRAY_SIZE(entries); n++) {
		size_t a = n / 2 % ARRAY_SIZE(entries), b = n / 2 / ARRAY_SIZE(entries);
		int order;

		entries[a].order = n % 2 ? socket_order(entries[a].socket) : 0;
		entries[b].order = n % 2 ? socket_order(entries[b].socket) : 0;
		order = socket_compare(&entries[a], &entries[b]);
		assert_int_equal((order > 0) - (order < 0), (a > b) - (a < b));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_inet),       cmocka_unit_test(test_rows_move),
		cmocka_unit_test(test_every_byte), cmocka_unit_test(test_port_zero),
		cmocka_unit_test(test_unix),       cmocka_unit_test(test_numbers_without_words),
		cmocka_unit_test(test_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
