/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Routes: rtnetlink(7), of the live machine; one for each next hop. */
#ifndef KERNEL_NETLINK_NET_ROUTE_H
#define KERNEL_NETLINK_NET_ROUTE_H

#include "base/arena.h"
#include "model/value.h"

/* Texts are absent where there is none. */
struct net_route {
	const char *family; /* "AF_INET", "AF_INET6" */
	int family_number;
	struct text destination; /* "default", "192.0.2.0/24" */
	unsigned prefix_bits;
	struct text gateway;
	struct text interface; /* none of a route that refuses */
	uint64_t metric;       /* the lowest is taken first */
	uint32_t table_number; /* RT_TABLE_… */
	struct text table;
	struct text source;    /* our address in packets that we send there */
	struct text protocol;  /* who has set it */
	struct text type;      /* "unicast", "unreachable" … */
	struct text scope;     /* how far the destination is */
	struct opt_u64 weight; /* of one hop among several */
	size_t index;          /* place among the others */
};

struct net_route_list {
	struct arena *arena;
	struct net_route *items;
	size_t n;
};

/* Asks the kernel for the routes of IPv4 and IPv6 in all tables. Returns 0 or a negative errno. */
int net_route_read(struct net_route_list *list);

/* Appends. Returns 0 or -ENOMEM. */
int net_route_add(struct net_route_list *list, const struct net_route *route);

/* Puts the default routes first, then those of the table "main", IPv4 before IPv6. */
void net_route_sort(struct net_route_list *list);

/* Sets family and destination from an address of the family's length. Returns 0 or -ENOMEM. */
int net_route_set_destination(int family, struct text bytes, unsigned bits, struct arena *arena,
                              struct net_route *route);

/* Sets the table by its number: "main", "local", "default", or the number. 0 or -ENOMEM. */
int net_route_set_table(uint32_t number, struct arena *arena, struct net_route *route);

#endif
