/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost ps: processes, their threads, files, sockets, memory maps, environments and limits. */
#include "collect/process/process_items.h"
#include "command/found.h"
#include "command/kind.h"
#include "command/list.h"
#include "command/option_rows.h"
#include "command/options.h"
#include "command/table_rows.h"

enum { KEY_UNGROUPED = 0x400, KEY_KIND };

struct ps_command_options {
	bool is_all; /* a table has kernel threads, too */
	struct items_options items;
	struct socket_options sockets;
};

/* The parts of the memory of a map. */
#define PARTS "shared_clean,shared_dirty,private_clean,private_dirty,referenced,anonymous,swap"

/* With --ungrouped: a row for each region, which has an address and permissions. */
static const struct view regions_view = {
	.name = "maps",
	.collector = &maps_collector,
	.columns = "pid,name,addr,perms,rss,size,pss," PARTS ",path",
	.optional = PARTS,
	.has_item_keys = true,
};

static bool is_limit(struct text word)
{
	enum limit limit;

	return limit_find(word, &limit);
}

static const struct view views[] = {
	{
		.name = "list",
		.help = "a process",
		.nothing = "no process matches",
		.collector = &process_collector,
		.columns = "pid,ppid,username,status,cpu_average,rss,create_time,cmdline",
		.usual_sort = "-cpu_average",
		.has_kthreads = true,
	},
	{
		.name = "threads",
		.help = "a thread",
		.collector = &threads_collector,
		.columns = "pid,name,id,user_time,system_time,comm",
		.has_owners = true,
		.has_kthreads = true,
	},
	{
		.name = "files",
		.help = "an open regular file",
		.nothing = "no open file to show",
		.is_private = true,
		.collector = &files_collector,
		.columns = "pid,name,fd,mode,position,flags,path",
		.has_owners = true,
	},
	{
		.name = "fds",
		.help = "an open descriptor",
		.nothing = "no open descriptor to show",
		.is_private = true,
		.collector = &fds_collector,
		.columns = "pid,name,fd,kind,mode,target",
		.has_owners = true,
	},
	{
		.name = "maps",
		.help = "a mapped path (--ungrouped: a region)",
		.nothing = "no memory map to show",
		.is_private = true,
		.collector = &maps_collector,
		.columns = "pid,name,rss,size,pss," PARTS ",path",
		.optional = PARTS,
		.has_item_keys = true,
		.variant = &regions_view,
		.has_owners = true,
		VIEW_OPTIONS(struct ps_command_options, items),
	},
	{
		.name = "connections",
		.help = "a socket (--kind selects kinds)",
		.nothing = "no socket to show",
		.is_private = true,
		.collector = &process_socket_collector,
		.columns = "pid,name,fd,family,type,laddr,raddr,status",
		.table = "pid,name,protocol,status,local,remote",
		.has_owners = true,
		VIEW_OPTIONS(struct ps_command_options, sockets),
	},
	{
		.name = "environ",
		.help = "a variable of the environment",
		.nothing = "no environment to show",
		.is_private = true,
		.collector = &environ_collector,
		.columns = "pid,name,value",
		.has_owners = true,
		.has_item_keys = true,
	},
	{
		.name = "limits",
		.help = "a resource limit",
		.collector = &limits_collector,
		.columns = "pid,name,resource,soft,hard",
		.table = "pid,name,resource,soft,hard,units",
		.has_item_keys = true,
		.knows_key = is_limit,
		.has_owners = true,
		.has_kthreads = true,
	},
};

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Views:", 5 },
	{ "all", 'a', 0, 0, "show kernel threads in a table, too", 5 },
	{ "ungrouped", KEY_UNGROUPED, 0, 0, "maps: a row for each region", 5 },
	{ "kind", KEY_KIND, "KIND", 0, "connections: " KIND_HELP, 5 },
	{ 0 },
};

static const struct option_row rows[] = {
	OPTION(struct ps_command_options, is_all, .key = 'a', .name = "-a",
	       .views = "list,threads,limits"),
	OPTION(struct ps_command_options, items.is_ungrouped, .key = KEY_UNGROUPED,
	       .name = "--ungrouped", .views = "maps"),
	OPTION_BY(kind_set, struct ps_command_options, sockets, .key = KEY_KIND, .name = "--kind",
	          .views = "connections"),
	{ 0 },
};

/*
 * Leaves kernel threads out of a table of items. Their processes are found before the columns are
 * parsed: any "(" may be an aggregate, which counts kernel threads, too.
 */
static void leave_out_kthreads(struct invocation *invocation, bool is_all)
{
	const struct query_options *query = &invocation->query;
	bool is_counted = query->group || (query->columns && strchr(query->columns, '('));

	table_rows_choose(invocation, is_all || is_counted);
	invocation->selection.without_kthreads |= invocation->is_without_kthreads;
	invocation->is_without_kthreads = false;
}

static int ps_finish(struct invocation *invocation)
{
	const struct ps_command_options *own = invocation->own;
	const struct view *view = invocation->view;

	if (!view->has_owners) {
		table_rows_choose(invocation, own->is_all);
		table_rows_sort(invocation);
		return 0;
	}
	if (view->has_kthreads)
		leave_out_kthreads(invocation, own->is_all);
	if (own->items.is_ungrouped)
		invocation->view = view->variant;
	return found_resolve_owners(invocation);
}

const struct command ps_command = {
	.name = "ps",
	.help = "processes, their threads, files, sockets, limits",
	.arguments = "[VIEW] [PROCESS]...",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.operands = OPERANDS_PROCESSES,
	.options = options,
	.rows = rows,
	.own_size = sizeof(struct ps_command_options),
	.finish = ps_finish,
	.examples = {
		{ "nvhost ps -S -rss -l 10", "the ten largest processes" },
		{ "nvhost ps --port=443", "the processes that use port 443" },
		{ "nvhost ps fds $$", "the open descriptors of this shell" },
	},
};
