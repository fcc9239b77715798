/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost net: interfaces, their addresses and traffic, routes, and sockets. */
#include "collect/network.h"
#include "collect/socket/socket.h"
#include "command/flags.h"
#include "command/kind.h"
#include "command/list.h"
#include "command/options.h"
#include "command/query/net_letters.h"
#include "command/table_rows.h"

enum { KEY_TOTAL = 0x400, KEY_TOTAL_COUNTS, KEY_KIND, KEY_LISTENING };

/* Of TCP or UNIX; or a UDP socket that is bound and not connected: as `ss -l`. */
#define LISTENING "is_listening or type == SOCK_DGRAM and laddr.port > 0 and raddr == null"

struct own {
	struct socket_options sockets;
	bool is_all;
	bool is_listening;
	bool is_total;
	bool is_total_counts;
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
		.usual = "isup or bytes_sent > 0 or bytes_recv > 0",
		.nothing = "no interface that is up or has had traffic; -a shows the others",
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
		.nothing = "no interface that has had traffic; -a shows the others",
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
	return invocation->view->collector == &network_addrs_collector &&
	       table_rows_are_usual(invocation);
}

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Interfaces and sockets:", 5 },
	{ "all", 'a', 0, 0, "idle interfaces too; routes: those of local too", 5 },
	{ "total", KEY_TOTAL, 0, 0, "io: the sum of the interfaces", 5 },
	{ "total-counts", KEY_TOTAL_COUNTS, 0, 0, "on a terminal: counts, not rates", 5 },
	{ "listening", KEY_LISTENING, 0, 0, "connections: listeners, and bound UDP (-l)", 5 },
	{ "kind", KEY_KIND, "KIND", 0, "connections: tcp (-t), udp (-u), unix (-x), all …", 5 },
	{ "kind", 'k', "KIND", OPTION_HIDDEN, "elsewhere -k is --no-kthreads", 5 },
	{ "tcp", 't', 0, OPTION_HIDDEN, "--kind=tcp", 5 },
	{ "udp", 'u', 0, OPTION_HIDDEN, "--kind=udp", 5 },
	{ "unix", NET_LETTER_UNIX, 0, OPTION_HIDDEN, "--kind=unix", 5 },
	{ "listening", NET_LETTER_LISTENING, 0, OPTION_HIDDEN, "--listening", 5 },
	{ 0 },
};

static const struct flag flags[] = {
	{ 'a', "-a", offsetof(struct own, is_all), "summary,io,routes" },
	{ KEY_TOTAL, "--total", offsetof(struct own, is_total), "io" },
	{ KEY_TOTAL_COUNTS, "--total-counts", offsetof(struct own, is_total_counts), "summary,io" },
	{ 0 },
};

static error_t add_kind(struct invocation *invocation, const char *kind)
{
	struct own *own = invocation->own;
	struct socket_options more;
	error_t r = kind_parse(invocation, kind, &more);

	own->sockets.tables |= more.tables;
	return r;
}

static error_t parse(int key, char *argument, struct invocation *invocation)
{
	struct own *own = invocation->own;

	switch (key) {
	case KEY_KIND:
	case 'k':
		return kind_parse(invocation, argument, &own->sockets);
	case KEY_LISTENING:
	case NET_LETTER_LISTENING:
		own->is_listening = true;
		return options_add_where(invocation, LISTENING);
	case 't':
		return add_kind(invocation, "tcp");
	case 'u':
		return add_kind(invocation, "udp");
	case NET_LETTER_UNIX:
		return add_kind(invocation, "unix");
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* Returns 0, or EXIT_USAGE where an option is of another view. */
static int check_view(const struct invocation *invocation)
{
	const struct own *own = invocation->own;
	bool is_sockets = invocation->view->collector == &socket_collector;

	if (own->is_listening && !is_sockets)
		return command_refuse_option(invocation, "--listening", "connections");
	if (own->sockets.tables != 0 && !is_sockets)
		return command_refuse_option(invocation, "a kind of sockets", "connections");
	return 0;
}

static int finish(struct invocation *invocation)
{
	static const struct route_options all_routes = { .is_all = true };
	const struct own *own = invocation->own;

	if (check_view(invocation) != 0)
		return EXIT_USAGE;
	invocation->is_total_counts = own->is_total_counts;
	table_rows_leave_out_idle(invocation, own->is_all);
	if (own->is_all && invocation->view->collector == &network_routes_collector)
		invocation->collector_options = &all_routes;
	if (own->is_total)
		invocation->view = &total_view;
	if (is_brief(invocation))
		invocation->view = &brief_view;
	if (own->sockets.tables != 0)
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
	.flags = flags,
	.parse = parse,
	.own_size = sizeof(struct own),
	.finish = finish,
	.translate = net_letters_translate,
	.examples = {
		{ "nvhost net addrs", "the addresses of the interfaces" },
		{ "nvhost net connections -l", "who listens, and where" },
		{ "nvhost net io -J", "traffic of each interface, as JSON" },
	},
};
