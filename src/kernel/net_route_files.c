/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses /proc/net/route (net/ipv4/fib_trie.c) and /proc/net/ipv6_route (net/ipv6/ip6_fib.c). */
#include "kernel/net_route_files.h"

#include <errno.h>
#include <linux/ipv6_route.h>
#include <linux/route.h>
#include <linux/rtnetlink.h>
#include <netinet/in.h>

#include "base/number.h"
#include "kernel/host.h"
#include "kernel/netlink/net_addr.h"
#include "model/fault.h"

/*
 * Parses "eth0 000200C0 00000000 0001 0 0 0 00FFFFFF …". Of the numbers used, only the metric is
 * decimal.
 */
bool net_route_parse_line(struct text line, struct net_route_line *ret)
{
	struct text words[8];
	uint64_t numbers[4];

	for (size_t n = 0; n < ARRAY_SIZE(words); n++)
		if (!text_next_word(&line, &words[n]))
			return false;
	if (number_parse_hex(words[1], &numbers[0]) < 0 ||
	    number_parse_hex(words[2], &numbers[1]) < 0 ||
	    number_parse_hex(words[3], &numbers[2]) < 0 ||
	    number_parse_hex(words[7], &numbers[3]) < 0 ||
	    number_parse_u64(words[6], &ret->metric) < 0)
		return false;
	ret->interface = words[0];
	ret->destination = (uint32_t)numbers[0];
	ret->gateway = (uint32_t)numbers[1];
	ret->flags = numbers[2];
	ret->mask = (uint32_t)numbers[3];
	return true;
}

static struct text type_of(uint64_t flags)
{
	return flags & RTF_REJECT ? TEXT("unreachable") : TEXT("unicast");
}

static int add_inet(struct net_route_list *list, const struct net_route_line *line)
{
	struct net_route route = { .metric = line->metric, .type = type_of(line->flags) };
	struct text destination = { (const char *)&line->destination, sizeof(line->destination) };
	struct text gateway = { (const char *)&line->gateway, sizeof(line->gateway) };
	int r = net_route_set_destination(AF_INET, destination,
	                                  (unsigned)__builtin_popcount(line->mask), list->arena,
	                                  &route);

	if (r == 0)
		r = net_route_set_table(RT_TABLE_MAIN, list->arena, &route);
	if (r == 0 && line->gateway != 0)
		r = net_addr_format(AF_INET, gateway, list->arena, &route.gateway);
	if (r == 0 && !text_equal(line->interface, TEXT("*"))) /* a reject route has no interface */
		r = arena_copy(list->arena, line->interface, &route.interface);
	return r < 0 ? r : net_route_add(list, &route);
}

static int read_inet(struct buffer *scratch, struct net_route_list *list)
{
	int r = host_read("net/route", scratch);
	struct text text = buffer_text(scratch), line;
	struct net_route_line parsed;

	while (r == 0 && text_next_line(&text, &line))
		if (net_route_parse_line(line, &parsed))
			r = add_inet(list, &parsed);
	return r;
}

/* The local addresses of this machine and multicast groups are in the table "local". */
static void set_kind(uint64_t flags, unsigned char first_byte, struct net_route *route,
                     uint32_t *ret_table)
{
	*ret_table = RT_TABLE_LOCAL;
	if (flags & RTF_LOCAL)
		route->type = TEXT("local");
	else if (flags & RTF_ANYCAST)
		route->type = TEXT("anycast");
	else if (first_byte == 0xff && route->prefix_bits == 8)
		route->type = TEXT("multicast");
	else {
		route->type = type_of(flags);
		*ret_table = RT_TABLE_MAIN;
	}
}

/*
 * Parses "DESTINATION BITS SOURCE BITS GATEWAY METRIC REFERENCES USES FLAGS INTERFACE"; all numbers
 * are hexadecimal.
 */
int net_route_parse_inet6(struct text line, struct arena *arena, struct net_route *ret)
{
	char destination[sizeof(struct in6_addr)], gateway[sizeof(struct in6_addr)];
	static const char none[sizeof(struct in6_addr)];
	struct net_route route = { 0 };
	uint64_t bits, flags;
	struct text words[10];
	uint32_t table;
	int r;

	for (size_t n = 0; n < ARRAY_SIZE(words); n++)
		if (!text_next_word(&line, &words[n]))
			return 0;
	if (number_parse_hex_bytes(words[0], destination, sizeof(destination)) < 0 ||
	    number_parse_hex_bytes(words[4], gateway, sizeof(gateway)) < 0 ||
	    number_parse_hex(words[1], &bits) < 0 || bits > 128 ||
	    number_parse_hex(words[5], &route.metric) < 0 || number_parse_hex(words[8], &flags) < 0)
		return 0;
	if (route.metric == UINT32_MAX && (flags & RTF_REJECT))
		/* the kernel's null entry, which ends a failed search: not a configured route */
		return 0;
	r = net_route_set_destination(AF_INET6, (struct text){ destination, sizeof(destination) },
	                              (unsigned)bits, arena, &route);
	set_kind(flags, (unsigned char)destination[0], &route, &table);
	if (r == 0)
		r = net_route_set_table(table, arena, &route);
	if (r == 0 && memcmp(gateway, none, sizeof(none)) != 0)
		r = net_addr_format(AF_INET6, (struct text){ gateway, sizeof(gateway) }, arena,
		                    &route.gateway);
	if (r == 0)
		r = arena_copy(arena, words[9], &route.interface);
	*ret = route;
	return r < 0 ? r : 1;
}

/* A kernel without IPv6 does not have the file. */
static int read_inet6(struct buffer *scratch, struct net_route_list *list)
{
	int r = host_read("net/ipv6_route", scratch);
	struct text text = r == 0 ? buffer_text(scratch) : TEXT(""), line;
	struct net_route route;

	if (fault_is_fatal(r))
		return r;
	for (r = 0; r >= 0 && text_next_line(&text, &line);) {
		r = net_route_parse_inet6(line, list->arena, &route);
		if (r > 0)
			r = net_route_add(list, &route);
	}
	return r < 0 ? r : 0;
}

int net_route_read_files(struct buffer *scratch, struct net_route_list *list)
{
	int r = read_inet(scratch, list), r6;

	if (fault_is_fatal(r))
		return r;
	r6 = read_inet6(scratch, list);
	return r6 < 0 ? r6 : r;
}
