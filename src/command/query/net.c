/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost net: interfaces, their addresses and traffic, routes, and sockets. */
#include "collect/network.h"
#include "collect/socket/socket.h"
#include "command/kind.h"
#include "command/list.h"
#include "command/option_rows.h"
#include "command/options.h"
#include "command/query/net_letters.h"
#include "command/table_rows.h"

enum { KEY_TOTAL = 0x400, KEY_TOTAL_COUNTS, KEY_KIND, KEY_LISTENING };

/* A listening TCP or UNIX socket; or a UDP socket that is bound and not connected: as `ss -l`. */
#define LISTENING "is_listening or type == SOCK_DGRAM and laddr.port > 0 and raddr == null"

struct net_command_options {
	struct socket_options sockets;
	struct route_options routes; /* -a, for interfaces too */
	bool is_total;
	bool is_total_counts;
};

#define COUNTERS "bytes_sent,bytes_recv,packets_sent,packets_recv,errin,errout,dropin,dropout"

static const struct view total_view = {
	.name = "io",
	.collector = &network_io_total_collector,
	.columns = COUNTERS,
	.is_one_row = true,
};

/* The table of addresses, without -o and -w: one line for each interface. */
static const struct view brief_view = {
	.name = "addrs",
	.collector = &network_brief_collector,
	.columns = "name,isup,addresses,hardware",
};

static const struct view views[] = {
	{
		.name = "summary",
		.help = "the most important values of an interface",
		.collector = &network_summary_collector,
		.columns = "name,isup,speed,mtu,bytes_sent,bytes_recv,errin,errout,dropin,dropout",
		.terminal = "name,isup,speed,mtu,bytes_recv_rate,bytes_sent_rate,errin,errout,"
			    "dropin,dropout",
		.usual = "isup or bytes_sent > 0 or bytes_recv > 0",
		.nothing = "no interface is up or has had traffic; -a shows the others",
		.optional = "errin,errout,dropin,dropout",
	},
	{
		.name = "io",
		.help = "traffic of an interface (--total: their sum)",
		.collector = &network_io_collector,
		.columns = "name," COUNTERS,
		.terminal = "name,bytes_recv_rate,bytes_sent_rate,packets_recv_rate,"
			    "packets_sent_rate,errin,errout,dropin,dropout",
		.usual = "bytes_sent > 0 or bytes_recv > 0",
		.variant = &total_view,
		.nothing = "no interface has had traffic; -a shows the others",
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
		.brief = &brief_view,
		.optional = "netmask,broadcast,ptp",
	},
	{
		.name = "routes",
		.help = "a route; default routes come first",
		.collector = &network_routes_collector,
		.columns = "destination,gateway,interface,metric,table,source,protocol",
		VIEW_OPTIONS(struct net_command_options, routes),
		.optional = "table,source,protocol",
	},
	{
		.name = "connections",
		.help = "a socket (--kind selects kinds)",
		.collector = &socket_collector,
		.columns = "fd,family,type,laddr,raddr,status,pid,name",
		.table = "protocol,status,local,remote,process",
		VIEW_OPTIONS(struct net_command_options, sockets),
	},
};

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Interfaces and sockets:", 5 },
	{ "all", 'a', 0, 0, "also idle interfaces; routes: also the table local", 5 },
	{ "total", KEY_TOTAL, 0, 0, "io: the sum of all interfaces", 5 },
	{ "total-counts", KEY_TOTAL_COUNTS, 0, 0, "on a terminal: counts instead of rates", 5 },
	{ "listening", KEY_LISTENING, 0, 0, "connections: listening, and bound UDP sockets (-l)",
	  5 },
	{ "kind", KEY_KIND, "KIND", 0, "connections: tcp (-t), udp (-u), unix (-x), all …", 5 },
	{ "kind", 'k', "KIND", OPTION_HIDDEN, "elsewhere -k is --no-kthreads", 5 },
	{ "tcp", 't', 0, OPTION_HIDDEN, "--kind=tcp", 5 },
	{ "udp", 'u', 0, OPTION_HIDDEN, "--kind=udp", 5 },
	{ "unix", NET_LETTER_UNIX, 0, OPTION_HIDDEN, "--kind=unix", 5 },
	{ "listening", NET_LETTER_LISTENING, 0, OPTION_HIDDEN, "--listening", 5 },
	{ 0 },
};

/* Adds a kind: -tu selects both. */
static error_t add_kind(struct invocation *invocation, const char *kind, void *ret)
{
	struct socket_options *sockets = ret, more;
	error_t error = kind_set(invocation, kind, &more);

	if (error == 0)
		sockets->tables |= more.tables;
	return error;
}

static error_t set_listening(struct invocation *invocation, const char *argument _unused_,
                             void *ret _unused_)
{
	return options_add_where(invocation, LISTENING);
}

#define SETS(member, ...) OPTION(struct net_command_options, member, __VA_ARGS__)
#define SETS_BY(setter, member, ...) \
	OPTION_BY(setter, struct net_command_options, member, __VA_ARGS__)
#define OF_SOCKETS .views = "connections"

static const struct option_row rows[] = {
	SETS(routes.is_all, .key = 'a', .name = "-a", .views = "summary,io,routes"),
	SETS(is_total, .key = KEY_TOTAL, .name = "--total", .views = "io"),
	SETS(is_total_counts, .key = KEY_TOTAL_COUNTS, .name = "--total-counts",
	     .views = "summary,io"),
	SETS_BY(set_listening, sockets, .key = KEY_LISTENING, .name = "--listening", OF_SOCKETS),
	SETS_BY(set_listening, sockets, .key = NET_LETTER_LISTENING, .name = "-l", OF_SOCKETS),
	SETS_BY(kind_set, sockets, .key = KEY_KIND, .name = "--kind", OF_SOCKETS),
	SETS_BY(kind_set, sockets, .key = 'k', .name = "-k", OF_SOCKETS),
	SETS_BY(add_kind, sockets, .key = 't', .value = "tcp", .name = "-t", OF_SOCKETS),
	SETS_BY(add_kind, sockets, .key = 'u', .value = "udp", .name = "-u", OF_SOCKETS),
	SETS_BY(add_kind, sockets, .key = NET_LETTER_UNIX, .value = "unix", .name = "-x",
	        OF_SOCKETS),
	{ 0 },
};

static int net_finish(struct invocation *invocation)
{
	const struct net_command_options *own = invocation->own;
	const struct view *view = invocation->view;

	invocation->is_total_counts = own->is_total_counts;
	table_rows_leave_out_idle(invocation, own->routes.is_all);
	if (own->is_total)
		invocation->view = view->variant;
	if (view->brief && table_rows_are_usual(invocation))
		invocation->view = view->brief;
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
	.rows = rows,
	.own_size = sizeof(struct net_command_options),
	.finish = net_finish,
	.translate = net_letters_translate,
	.examples = {
		{ "nvhost net addrs", "the addresses of the interfaces" },
		{ "nvhost net connections -l", "the listening sockets" },
		{ "nvhost net io -J", "traffic of each interface, as JSON" },
	},
};
