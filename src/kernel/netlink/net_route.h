/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Routes of the live machine: rtnetlink(7). A route with several next hops has one row for each. */
#ifndef KERNEL_NETLINK_NET_ROUTE_H
#define KERNEL_NETLINK_NET_ROUTE_H

#include "base/arena.h"
#include "model/value.h"

/* Texts are absent if there is none. */
struct net_route {
	const char *family; /* "AF_INET", "AF_INET6" */
	int family_number;
	struct text destination; /* "default", "192.0.2.0/24" */
	unsigned prefix_bits;
	struct text gateway;
	struct text interface; /* absent for a route that refuses packets */
	uint64_t metric;       /* the route with the lowest metric is used */
	uint32_t table_number; /* RT_TABLE_… */
	struct text table;
	struct text source;    /* the source address that we use for this destination */
	struct text protocol;  /* the origin of the route */
	struct text type;      /* "unicast", "unreachable" … */
	struct text scope;     /* the distance to the destination */
	struct opt_u64 weight; /* of one hop among several */
	size_t index;          /* index in the list */
};

struct net_route_list {
	struct arena *arena;
	struct net_route *items;
	size_t n;
};

/* Reads the IPv4 and IPv6 routes of all tables from the kernel. Returns 0 or a negative errno. */
int net_route_read(struct net_route_list *list);

/* Appends a route. Returns 0 or -ENOMEM. */
int net_route_add(struct net_route_list *list, const struct net_route *route);

/* Sorts the default routes first, then the table "main", and IPv4 before IPv6. */
void net_route_sort(struct net_route_list *list);

/* Sets family and destination; BYTES is an address of the family's length. Returns 0 or -ENOMEM. */
int net_route_set_destination(int family, struct text bytes, unsigned bits, struct arena *arena,
                              struct net_route *route);

/* Sets the table: "main", "local", "default", or the number. Returns 0 or -ENOMEM. */
int net_route_set_table(uint32_t number, struct arena *arena, struct net_route *route);

#endif
