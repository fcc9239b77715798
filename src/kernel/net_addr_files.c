/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the addresses of network interfaces from the files of another host. */
#include "kernel/net_addr_files.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if.h>
#include <stdio.h>

#include "base/number.h"
#include "kernel/file.h"
#include "kernel/net_dev.h"
#include "kernel/net_route_files.h"
#include "kernel/netlink/net_link.h"
#include "model/fault.h"

struct list {
	struct arena *arena;
	struct buffer *scratch;
	struct net_addr *items;
	size_t n;
};

static int add_row(struct list *list, const struct net_addr *addr)
{
	struct net_addr *items = arena_grow(list->arena, list->items, list->n, sizeof(*items));

	if (!items)
		return -ENOMEM;
	list->items = items;
	items[list->n] = *addr;
	items[list->n].index = list->n;
	list->n++;
	return 0;
}

/* ---- IPv4 ---- */

/* The lines are "   |-- 192.0.2.2", followed by the type: "      /32 host LOCAL". */
bool fib_trie_next_local(struct text *text, uint32_t *ret)
{
	struct text line, word, scope, kind;
	struct in_addr leaf = { 0 };
	char address[INET_ADDRSTRLEN];

	while (text_next_line(text, &line)) {
		if (!text_next_word(&line, &word))
			continue;
		if (text_equal(word, TEXT("|--")) && text_next_word(&line, &word)) {
			snprintf(address, sizeof(address), "%.*s", (int)MIN(word.length, 16u),
			         word.bytes);
			if (word.length >= sizeof(address) ||
			    inet_pton(AF_INET, address, &leaf) != 1)
				leaf.s_addr = 0;
		} else if (leaf.s_addr != 0 && text_equal(word, TEXT("/32")) &&
		           text_next_word(&line, &scope) && text_next_word(&line, &kind) &&
		           text_equal(kind, TEXT("LOCAL"))) {
			*ret = leaf.s_addr;
			return true;
		}
	}
	return false;
}

bool route_find_interface(struct text routes, uint32_t address, struct text *ret_name,
                          unsigned *ret_bits)
{
	struct net_route_line route;
	struct text line;
	int best = 0;

	if ((ntohl(address) >> 24) == 127) {
		*ret_name = TEXT("lo");
		*ret_bits = 8;
		return true;
	}
	while (text_next_line(&routes, &line)) {
		int bits;

		if (!net_route_parse_line(line, &route) || route.gateway != 0 ||
		    (address & route.mask) != route.destination)
			continue;
		bits = __builtin_popcount(route.mask);
		if (bits > best) {
			best = bits;
			*ret_name = route.interface;
			*ret_bits = (unsigned)bits;
		}
	}
	return best > 0;
}

static int add_inet(struct list *list, struct text routes, uint32_t address)
{
	struct net_addr addr = { .family = "AF_INET", .family_number = AF_INET };
	struct text bytes = { .bytes = (const char *)&address, .length = sizeof(address) }, name;
	unsigned bits;
	int r = net_addr_format(AF_INET, bytes, list->arena, &addr.address);

	if (r == 0 && route_find_interface(routes, address, &name, &bits)) {
		r = arena_copy(list->arena, name, &addr.name);
		addr.device = addr.name;
		addr.prefix_bits = some_u64(bits);
		if (r == 0)
			r = net_addr_format_mask(AF_INET, bits, list->arena, &addr.netmask);
	}
	return r < 0 ? r : add_row(list, &addr);
}

/* If the table cannot be read, each interface gets one row without an address. */
static int add_unknown_inet(struct list *list)
{
	size_t n_links = list->n;
	int r = 0;

	for (size_t n = 0; n < n_links && r == 0; n++)
		r = add_row(list, &(struct net_addr){ .name = list->items[n].name,
		                                      .device = list->items[n].name,
		                                      .family = "AF_INET",
		                                      .family_number = AF_INET });
	return r;
}

/*
 * The section "Local:" counts. Without it, both tables share one trie, which lists each local
 * address.
 */
static int read_inet(struct list *list)
{
	_cleanup_buffer_ struct buffer routes = { 0 };
	struct text trie, before, local;
	uint32_t address;
	int r = host_read("net/fib_trie", list->scratch);

	if (r == 0)
		r = host_read("net/route", &routes);
	if (r < 0)
		return fault_is_fatal(r) ? r : add_unknown_inet(list);
	trie = local = buffer_text(list->scratch);
	while (text_next_line(&trie, &before))
		if (text_equal(before, TEXT("Local:")))
			local = trie;
	while (r == 0 && fib_trie_next_local(&local, &address))
		r = add_inet(list, buffer_text(&routes), address);
	return r;
}

/* ---- IPv6 ---- */

int net_addr_parse_inet6(struct text line, struct arena *arena, struct net_addr *ret)
{
	struct net_addr addr = { .family = "AF_INET6", .family_number = AF_INET6 };
	char bytes[sizeof(struct in6_addr)];
	struct text words[6];
	uint64_t bits;
	int r;

	for (size_t n = 0; n < ARRAY_SIZE(words); n++)
		if (!text_next_word(&line, &words[n]))
			return 0;
	if (number_parse_hex_bytes(words[0], bytes, sizeof(bytes)) < 0)
		return 0;
	if (number_parse_hex(words[2], &bits) == 0 && bits <= 128)
		addr.prefix_bits = some_u64(bits);
	r = arena_copy(arena, words[5], &addr.name);
	addr.device = addr.name;
	if (r == 0)
		r = net_addr_format_scoped((struct text){ bytes, sizeof(bytes) }, addr.name, arena,
		                           &addr.address);
	if (r == 0 && addr.prefix_bits.is == PRESENT)
		r = net_addr_format_mask(AF_INET6, (unsigned)bits, arena, &addr.netmask);
	*ret = addr;
	return r < 0 ? r : 1;
}

/* A kernel without IPv6 does not have the file. */
static int read_inet6(struct list *list)
{
	int r = host_read("net/if_inet6", list->scratch);
	struct text text = r == 0 ? buffer_text(list->scratch) : TEXT(""), line;
	struct net_addr addr;

	if (fault_is_fatal(r))
		return r;
	for (r = 0; r >= 0 && text_next_line(&text, &line);) {
		r = net_addr_parse_inet6(line, list->arena, &addr);
		if (r > 0)
			r = add_row(list, &addr);
	}
	return r;
}

/* ---- hardware ---- */

/* Returns 1, 0 if the interface has no such address, or a negative errno. */
static int read_hardware(struct text name, const char *file, struct arena *arena, struct text *ret)
{
	char path[96], line[128] = "";
	int r;

	snprintf(path, sizeof(path), "class/net/%.*s/%s", (int)MIN(name.length, (size_t)IFNAMSIZ),
	         name.bytes, file);
	r = root_open(ROOT_SYS);
	if (r >= 0)
		r = file_read_line(r, path, line, sizeof(line));
	if (r < 0)
		return r;
	return line[0] ? arena_copy(arena, text_of(line), ret) ?: 1 : 0;
}

static int add_link(struct list *list, struct text name)
{
	struct net_addr addr = {
		.family = "AF_PACKET", .family_number = AF_PACKET, .name = name, .device = name
	};
	struct net_link link = { 0 };
	int r = read_hardware(name, "address", list->arena, &addr.address);

	if (fault_is_fatal(r))
		return r;
	if (r == 0) {
		addr.family = "AF_UNSPEC";
		addr.family_number = AF_UNSPEC;
	} else if (r > 0 && net_link_read(name, &link) == 0 && link.flags.is == PRESENT &&
	           (link.flags.v & IFF_BROADCAST)) {
		r = read_hardware(name, "broadcast", list->arena, &addr.broadcast);
	}
	return fault_is_fatal(r) ? r : add_row(list, &addr);
}

static int read_links(struct list *list)
{
	struct net_dev *devs = NULL;
	size_t n_devs = 0;
	int r = net_dev_read(list->scratch, list->arena, &devs, &n_devs);

	for (size_t n = 0; n < n_devs && r == 0; n++)
		r = add_link(list, devs[n].name);
	return r;
}

static int compare_rows(const void *left, const void *right)
{
	const struct net_addr *a = left, *b = right;

	if (a->family_number != b->family_number)
		return a->family_number < b->family_number ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

int net_addr_read_files(struct buffer *scratch, struct arena *arena, struct net_addr **ret,
                        size_t *ret_n)
{
	struct list list = { .arena = arena, .scratch = scratch };
	int r = read_links(&list);

	if (r == 0)
		r = read_inet(&list);
	if (r == 0)
		r = read_inet6(&list);
	if (r < 0)
		return r;
	if (list.n > 0)
		qsort(list.items, list.n, sizeof(*list.items), compare_rows);
	*ret = list.items;
	*ret_n = list.n;
	return 0;
}
