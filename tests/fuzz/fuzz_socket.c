/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzz: sockets, as sock_diag(7) and as /proc/net tell of them. */
#include "fuzz.h"

#include "kernel/netlink/sock_diag_message.h"
#include "kernel/socket_owner.h"
#include "kernel/socket_table.h"

static void look_at(struct socket_list *list)
{
	char address[INET6_ADDRSTRLEN];

	MUST(list->n <= list->size);
	for (size_t n = 0; n < list->n; n++) {
		socket_format_ip(&list->items[n], &list->items[n].local, address);
		socket_state_word(&list->items[n]);
		socket_type_word(list->items[n].type);
	}
	socket_list_find_peers(list);
}

static enum socket_table table_of(struct text *text)
{
	unsigned char byte = text->length > 0 ? (unsigned char)text->bytes[0] : 0;

	*text = text_skip(*text, text->length > 0);
	return byte % N_SOCKET_TABLES;
}

static void parse_message(struct text text)
{
	_cleanup_socket_list_ struct socket_list list = { 0 };
	enum socket_table table = table_of(&text);
	void *aligned = malloc(text.length > 0 ? text.length : 1);

	MUST(aligned);
	if (text.length > 0)
		memcpy(aligned, text.bytes, text.length);
	sock_diag_message_parse(aligned, text.length, table, &list);
	free(aligned);
	look_at(&list);
}

static void parse_table(struct text text)
{
	_cleanup_socket_list_ struct socket_list list = { 0 };
	enum socket_table table = table_of(&text);

	socket_table_parse(text, table, &list);
	look_at(&list);
}

static void parse_link(struct text text)
{
	uint64_t inode;

	socket_owner_parse_link(text, &inode);
}

static void parse_kind(struct text text)
{
	unsigned tables;

	socket_kind_parse(text, &tables);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static void (*const parsers[])(struct text text) = {
		parse_message,
		parse_table,
		parse_link,
		parse_kind,
	};

	return fuzz_choose(bytes, size, parsers, ARRAY_SIZE(parsers));
}
