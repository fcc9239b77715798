/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Routes of a host that is not ours, as far as the files of its process 1 tell, proc_pid_net(5):
 * net/route has the table "main" of IPv4, net/ipv6_route all tables of IPv6. They do not tell who
 * has set a route, its source and its scope.
 */
#ifndef KERNEL_NET_ROUTE_FILES_H
#define KERNEL_NET_ROUTE_FILES_H

#include "base/buffer.h"
#include "kernel/netlink/net_route.h"

/* Appends them. Returns 0 or a negative errno: that of net/route, -ENOMEM. */
int net_route_read_files(struct buffer *scratch, struct net_route_list *list);

/* A line of net/route. Numbers of an address are four bytes as they are on the network. */
struct net_route_line {
	struct text interface;
	uint32_t destination, gateway, mask;
	uint64_t flags, metric;
};

/* False for the heading and other lines. */
bool net_route_parse_line(struct text line, struct net_route_line *ret);

/* A line of net/ipv6_route. Returns 1, 0 for another line, or -ENOMEM. */
int net_route_parse_inet6(struct text line, struct arena *arena, struct net_route *ret);

#endif
