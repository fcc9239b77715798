/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads routes with RTM_GETROUTE: include/uapi/linux/rtnetlink.h. */
#include "kernel/netlink/net_route.h"

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

#include "base/buffer.h"
#include "kernel/netlink/net_addr.h"
#include "kernel/netlink/net_link_names.h"
#include "kernel/netlink/net_route_names.h"
#include "kernel/netlink/rtnetlink.h"

struct reader {
	struct net_route_list *list;
	struct net_link_names links;
};

int net_route_add(struct net_route_list *list, const struct net_route *route)
{
	struct net_route *items = arena_grow(list->arena, list->items, list->n, sizeof(*items));

	if (!items)
		return -ENOMEM;
	list->items = items;
	items[list->n] = *route;
	items[list->n].index = list->n;
	list->n++;
	return 0;
}

static bool is_default(const struct net_route *route)
{
	return route->prefix_bits == 0;
}

static int compare_routes(const void *left, const void *right)
{
	const struct net_route *a = left, *b = right;

	if (is_default(a) != is_default(b))
		return is_default(a) ? -1 : 1;
	if ((a->table_number == RT_TABLE_MAIN) != (b->table_number == RT_TABLE_MAIN))
		return a->table_number == RT_TABLE_MAIN ? -1 : 1;
	if (a->family_number != b->family_number)
		return a->family_number < b->family_number ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

void net_route_sort(struct net_route_list *list)
{
	if (list->n > 0)
		qsort(list->items, list->n, sizeof(*list->items), compare_routes);
}

int net_route_set_destination(int family, struct text bytes, unsigned bits, struct arena *arena,
                              struct net_route *route)
{
	_cleanup_buffer_ struct buffer text = { 0 };
	struct text address = { 0 };
	int r;

	route->family_number = family;
	route->family = family == AF_INET ? "AF_INET" : "AF_INET6";
	route->prefix_bits = bits;
	route->destination = TEXT("default");
	if (bits == 0)
		return 0;
	r = net_addr_format(family, bytes, arena, &address);
	if (r == 0)
		r = buffer_add(&text, address);
	if (r == 0)
		r = buffer_add_format(&text, "/%u", bits);
	return r < 0 ? r : arena_copy(arena, buffer_text(&text), &route->destination);
}

int net_route_set_table(uint32_t number, struct arena *arena, struct net_route *route)
{
	route->table_number = number;
	return net_route_table_name(number, arena, &route->table);
}

/* An IPv4 route may have an IPv6 gateway (RTA_VIA: a family, then the address). */
static int format_gateway(int family, const struct rtnetlink_attributes *attributes,
                          struct arena *arena, struct text *ret)
{
	struct text bytes = netlink_attribute_payload(attributes->at[RTA_GATEWAY]);
	struct text via = netlink_attribute_payload(attributes->at[RTA_VIA]);
	sa_family_t via_family;

	if (!bytes.bytes && via.length > sizeof(via_family)) {
		memcpy(&via_family, via.bytes, sizeof(via_family));
		family = via_family;
		bytes = text_skip(via, sizeof(via_family));
	}
	if (family != AF_INET && family != AF_INET6)
		return 0;
	return net_addr_format(family, bytes, arena, ret);
}

static int add_hop(struct reader *reader, struct net_route route, int index,
                   const struct rtnetlink_attributes *attributes)
{
	int r = format_gateway(route.family_number, attributes, reader->list->arena,
	                       &route.gateway);

	route.interface = net_link_names_find(&reader->links, index);
	return r < 0 ? r : net_route_add(reader->list, &route);
}

/* Adds the hops of a multipath route: each is a struct rtnexthop, followed by its attributes. */
static int add_hops(struct reader *reader, struct net_route route, struct text hops)
{
	int r = 0;

	while (r == 0 && hops.length >= sizeof(struct rtnexthop)) {
		const struct rtnexthop *hop = (const void *)hops.bytes;
		struct rtnetlink_attributes attributes;

		if (hop->rtnh_len < sizeof(*hop) || hop->rtnh_len > hops.length)
			return 0;
		attributes = rtnetlink_attributes_in(
			(struct text){ .bytes = hops.bytes + sizeof(*hop),
		                       .length = hop->rtnh_len - sizeof(*hop) });
		route.weight = some_u64(hop->rtnh_hops + 1u);
		r = add_hop(reader, route, hop->rtnh_ifindex, &attributes);
		hops = text_skip(hops, MIN(RTNH_ALIGN((size_t)hop->rtnh_len), hops.length));
	}
	return r;
}

static int fill_route(const struct rtmsg *message, const struct rtnetlink_attributes *attributes,
                      struct arena *arena, struct net_route *route)
{
	struct text destination = netlink_attribute_payload(attributes->at[RTA_DST]);
	struct text source = netlink_attribute_payload(attributes->at[RTA_PREFSRC]);
	int family = message->rtm_family;
	int r = net_route_set_destination(family, destination, message->rtm_dst_len, arena, route);

	route->metric = rtnetlink_u32(attributes->at[RTA_PRIORITY], 0);
	if (r == 0)
		r = net_route_set_table(
			rtnetlink_u32(attributes->at[RTA_TABLE], message->rtm_table), arena, route);
	if (r == 0)
		r = net_route_protocol_name(message->rtm_protocol, arena, &route->protocol);
	if (r == 0)
		r = net_route_type_name(message->rtm_type, arena, &route->type);
	if (r == 0)
		r = net_route_scope_name(message->rtm_scope, arena, &route->scope);
	return r < 0 ? r : net_addr_format(family, source, arena, &route->source);
}

static int take_route(void *arg, const struct nlmsghdr *message)
{
	struct reader *reader = arg;
	const struct rtmsg *rtmsg = NLMSG_DATA(message);
	struct rtnetlink_attributes attributes = rtnetlink_attributes(message, sizeof(*rtmsg));
	struct net_route route = { 0 };
	int r;

	if ((rtmsg->rtm_family != AF_INET && rtmsg->rtm_family != AF_INET6) ||
	    (rtmsg->rtm_flags & RTM_F_CLONED)) /* a cached destination */
		return 0;
	r = fill_route(rtmsg, &attributes, reader->list->arena, &route);
	if (r < 0)
		return r;
	if (attributes.at[RTA_MULTIPATH])
		return add_hops(reader, route,
		                netlink_attribute_payload(attributes.at[RTA_MULTIPATH]));
	return add_hop(reader, route, (int)rtnetlink_u32(attributes.at[RTA_OIF], 0), &attributes);
}

static void forget_routes(void *arg)
{
	((struct reader *)arg)->list->n = 0;
}

int net_route_read(struct net_route_list *list)
{
	struct reader reader = { .list = list, .links = { .arena = list->arena } };
	int r = net_link_names_read(&reader.links);

	if (r == 0)
		r = rtnetlink_dump(&(struct rtnetlink_dump){ .type = RTM_GETROUTE,
		                                             .size = sizeof(struct rtmsg),
		                                             .on_answer = take_route,
		                                             .again = forget_routes,
		                                             .arg = &reader });
	net_link_names_done(&reader.links);
	return r;
}
