/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost net: interfaces, their addresses and traffic, routes, and sockets. */
#include "collect/network.h"
#include "collect/socket/socket.h"
#include "command/kind.h"
#include "command/list.h"
#include "command/table_rows.h"

enum { KEY_TOTAL = 0x400, KEY_TOTAL_COUNTS, KEY_KIND };

struct own {
	struct socket_options sockets;
	struct route_options routes;
	bool is_total;
};

#define COUNTERS "bytes_sent,bytes_recv,packets_sent,packets_recv,errin,errout,dropin,dropout"

static const struct view views[] = {
	{
		.name = "summary",
		.help = "an interface: one line of what follows",
		.collector = &network_summary_collector,
		.columns = "name,isup,speed,mtu,bytes_sent,bytes_recv,errin,errout,dropin,dropout",
		.terminal = "name,isup,speed,mtu,bytes_recv_rate,bytes_sent_rate,errin,errout,"
			    "dropin,dropout",
		.optional = "errin,errout,dropin,dropout",
	},
	{
		.name = "io",
		.help = "traffic of an interface (--total: their sum)",
		.collector = &network_io_collector,
		.columns = "name," COUNTERS,
		.terminal = "name,bytes_recv_rate,bytes_sent_rate,packets_recv_rate,"
			    "packets_sent_rate,errin,errout,dropin,dropout",
		.optional = "packets_sent,packets_recv,errin,errout,dropin,dropout",
	},
	{
		.name = "stats",
		.help = "settings of an interface",
		.collector = &network_stats_collector,
		.columns = "name,isup,duplex,speed,mtu,flags",
	},
	{
		.name = "addrs",
		.help = "an address of an interface",
		.collector = &network_addrs_collector,
		.columns = "name,family,address,netmask,broadcast,ptp",
		.optional = "netmask,broadcast,ptp",
	},
	{
		.name = "routes",
		.help = "a route; the default ones first",
		.collector = &network_routes_collector,
		.columns = "destination,gateway,interface,metric,table,source,protocol",
		.optional = "table,source,protocol",
	},
	{
		.name = "connections",
		.help = "a socket (--kind: of which kind)",
		.collector = &socket_collector,
		.columns = "fd,family,type,laddr,raddr,status,pid,name",
		.table = "protocol,status,local,remote,process",
	},
};

static const struct view total_view = {
	.name = "io",
	.collector = &network_io_total_collector,
	.columns = COUNTERS,
	.is_one_row = true,
};

/* What a table shows where nothing is said of columns and rows: an interface a line. */
static const struct view brief_view = {
	.name = "addrs",
	.collector = &network_brief_collector,
	.columns = "name,isup,addresses,hardware",
};

static bool is_brief(const struct invocation *invocation)
{
	const struct query_options *query = &invocation->query;

	return invocation->view->collector == &network_addrs_collector &&
	       table_rows_are_free(invocation) && !query->columns && !query->sort &&
	       !query->group && query->n_where == 0;
}

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Interfaces and sockets:", 5 },
	{ "all", 'a', 0, 0, "routes: those of the table local too", 5 },
	{ "total", KEY_TOTAL, 0, 0, "io: the sum of the interfaces", 5 },
	{ "total-counts", KEY_TOTAL_COUNTS, 0, 0,
	  "summary, io: on a terminal too, counts rather than rates", 5 },
	{ "kind", KEY_KIND, "KIND", 0, "connections: " KIND_HELP, 5 },
	{ "kind", 'k', "KIND", OPTION_HIDDEN, "elsewhere -k is --no-kthreads", 5 },
	{ 0 },
};

static error_t parse(int key, char *argument, struct invocation *invocation)
{
	struct own *own = invocation->own;

	switch (key) {
	case KEY_KIND:
	case 'k':
		return kind_parse(invocation, argument, &own->sockets);
	case KEY_TOTAL_COUNTS:
		invocation->is_total_counts = true;
		return 0;
	case KEY_TOTAL:
		own->is_total = true;
		return 0;
	case 'a':
		own->routes.is_all = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int finish(struct invocation *invocation)
{
	const struct own *own = invocation->own;

	if (own->routes.is_all && invocation->view->collector != &network_routes_collector)
		return command_refuse_option(invocation, "-a", "routes");
	if (own->routes.is_all)
		invocation->collector_options = &own->routes;
	if (own->is_total && invocation->view->collector != &network_io_collector)
		return command_refuse_option(invocation, "--total", "io");
	if (invocation->is_total_counts && !invocation->view->terminal)
		return command_refuse_option(invocation, "--total-counts", "summary and io");
	if (own->is_total)
		invocation->view = &total_view;
	if (is_brief(invocation))
		invocation->view = &brief_view;
	if (own->sockets.tables == 0)
		return 0;
	if (invocation->view->collector != &socket_collector)
		return command_refuse_option(invocation, "--kind", "connections");
	invocation->collector_options = &own->sockets;
	return 0;
}

const struct command net_command = {
	.name = "net",
	.help = "network interfaces, routes and sockets",
	.arguments = "[VIEW]",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.operands = OPERANDS_ROWS,
	.options = options,
	.parse = parse,
	.own_size = sizeof(struct own),
	.finish = finish,
	.examples = {
		{ "nvhost net addrs", "the addresses of the interfaces" },
		{ "nvhost net connections --kind=tcp", "TCP sockets and their processes" },
		{ "nvhost net io -J", "traffic of each interface, as JSON" },
	},
};
