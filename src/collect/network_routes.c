/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Routes: rtnetlink(7), or files if the host is not the live one. */
#include <errno.h>
#include <linux/rtnetlink.h>

#include "collect/network.h"
#include "collect/network_ask.h"
#include "kernel/event.h"
#include "kernel/host.h"

enum { SRC_ROUTE, SRC_MORE, N_SOURCES };

struct route {
	struct record record;
	struct net_route route;
};

static int add_row(const struct plan *plan, const struct net_route *route, struct rows *rows)
{
	struct route *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->route = *route;
	row->record.source[SRC_ROUTE] = PRESENT;
	row->record.source[SRC_MORE] = root_is_live(ROOT_PROC) ? PRESENT : UNSUPPORTED;
	return rows_offer(plan, NULL, rows);
}

/* Routes to the machine's own addresses are shown only on request, as in ip-route(8). */
static bool is_shown(const struct plan *plan, const struct net_route *route)
{
	const struct route_options *options = plan->options;

	return (options && options->is_all) || route->table_number != RT_TABLE_LOCAL;
}

static int network_routes_scan(void *handle _unused_, const struct plan *plan,
                               const struct take *take)
{
	_cleanup_rows_ struct rows rows = { 0 };
	struct net_route_list list = { .arena = &rows.arena };
	bool is_live = root_is_live(ROOT_PROC);
	int r = network_ask_routes(&list);

	r = fault_go_on(plan->faults, is_live ? "rtnetlink" : "/proc/self/net/route", r);
	net_route_sort(&list);
	for (size_t n = 0; n < list.n && r == 0; n++)
		if (is_shown(plan, &list.items[n]))
			r = add_row(plan, &list.items[n], &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const char kernel_names[] = "rtnetlink(7), RTM_GETROUTE";

static const struct source sources[N_SOURCES] = {
	[SRC_ROUTE] = { .path = kernel_names },
	[SRC_MORE] = { .path = kernel_names },
};

static const char *const family_words[] = { "AF_INET", "AF_INET6", NULL };

#define R(member, ...) FIELD(struct route, route.member, __VA_ARGS__)

static const struct field fields[] = {
	R(destination, .name = "destination",
	  .help = "destination network, such as 192.0.2.0/24, or default"),
	R(gateway, .name = "gateway",
	  .help = "address of the next router; none: the destination is on the link"),
	R(interface, .name = "interface", .help = "interface through which packets leave"),
	R(metric, .name = "metric", .help = "metric of the route; the lowest is used first"),
	R(table, .name = "table", .help = "routing table: main, local, default or a number"),
	R(source, .name = "source", .source = SRC_MORE,
	  .help = "preferred source address of packets"),
	R(protocol, .name = "protocol", .source = SRC_MORE,
	  .help = "origin of the route: kernel, boot, static, dhcp, ra, bgp …"),
	R(family, .name = "family", .words = family_words, .help = "address family"),
	R(type, .name = "type",
	  .help = "type of the route: unicast, unreachable, blackhole, local …"),
	R(scope, .name = "scope", .source = SRC_MORE,
	  .help = "scope of the destination: global, link, host …"),
	R(weight, .name = "weight", .source = SRC_MORE,
	  .help = "weight of this next hop if there are several"),
};

const struct collector network_routes_collector = {
	.name = "net_routes",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = N_SOURCES,
	.record_size = sizeof(struct route),
	.key = "destination family table metric interface gateway",
	.may_block = true,
	.event = EVENT_LINKS,
	.scan = network_routes_scan,
};
