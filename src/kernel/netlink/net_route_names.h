/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names for the numbers in routes, as in ip-route(8). */
#ifndef KERNEL_NETLINK_NET_ROUTE_NAMES_H
#define KERNEL_NETLINK_NET_ROUTE_NAMES_H

#include "base/arena.h"

/*
 * A number without a name is formatted as a number. ret: constant or memory of ARENA. Return 0 or
 * -ENOMEM.
 */
int net_route_table_name(uint32_t number, struct arena *arena, struct text *ret);
int net_route_protocol_name(uint32_t number, struct arena *arena, struct text *ret);
int net_route_type_name(uint32_t number, struct arena *arena, struct text *ret);
int net_route_scope_name(uint32_t number, struct arena *arena, struct text *ret);

#endif
