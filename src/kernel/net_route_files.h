/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Routes of another host, from the files of its process 1, proc_pid_net(5): net/route has the IPv4
 * routes of the table "main", net/ipv6_route the IPv6 routes of all tables. The files do not have
 * the protocol, source and scope of a route.
 */
#ifndef KERNEL_NET_ROUTE_FILES_H
#define KERNEL_NET_ROUTE_FILES_H

#include "base/buffer.h"
#include "kernel/netlink/net_route.h"

/* Appends the routes. Returns 0 or a negative errno: the error of net/route, -ENOMEM. */
int net_route_read_files(struct buffer *scratch, struct net_route_list *list);

/* A line of net/route. Addresses are in network byte order. */
struct net_route_line {
	struct text interface;
	uint32_t destination, gateway, mask;
	uint64_t flags, metric;
};

/* Returns false for the heading and for malformed lines. */
bool net_route_parse_line(struct text line, struct net_route_line *ret);

/* Parses a line of net/ipv6_route. Returns 1, 0 for another line, or -ENOMEM. */
int net_route_parse_inet6(struct text line, struct arena *arena, struct net_route *ret);

#endif
