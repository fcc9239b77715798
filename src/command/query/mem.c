/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost mem: the machine's memory and swap. */
#include "collect/memory.h"
#include "command/cgroup_option.h"
#include "command/list.h"
#include "command/option_rows.h"
#include "command/table_rows.h"

struct mem_command_options {
	struct cgroup_options group;
	bool is_each;
};

/* With -P: a row for each device. */
static const struct view swap_devices_view = {
	.name = "swap",
	.collector = &swap_devices_collector,
	.columns = "name,type,total,used,free,percent,priority",
};

/* The table of several reports, without -o and -w: one line for each report. */
static const struct view line_view = {
	.name = "summary",
	.collector = &memory_line_collector,
	.columns = "used,free,available,percent,swap_used,swap_percent",
	.is_one_row = true,
};

static const struct view views[] = {
	{
		.name = "summary",
		.help = "memory and swap, a row for each",
		.collector = &memory_summary_collector,
		.columns = "name,total,used,free,available,percent",
		.brief = &line_view,
	},
	{
		.name = "virtual",
		.help = "the machine's memory",
		.collector = &memory_virtual_collector,
		.columns =
			"total,available,percent,used,free,active,inactive,buffers,cached,shared,"
			"slab",
		.optional = "active,inactive,buffers,shared,slab",
		.is_one_row = true,
	},
	{
		.name = "swap",
		.help = "the machine's swap space",
		.collector = &memory_swap_collector,
		.columns = "total,used,free,percent,sin,sout",
		.variant = &swap_devices_view,
		.is_one_row = true,
	},
	{
		.name = "pressure",
		.help = "time that processes waited for memory (some, full)",
		.collector = &pressure_memory_collector,
		.columns = PRESSURE_COLUMNS,
		VIEW_OPTIONS(struct mem_command_options, group),
	},
	{
		.name = "cgroup",
		.help = "limits of nvhost's control group and its ancestors",
		.collector = &cgroup_memory_collector,
		.columns = "path,usage,limit,percent,binding,oom_kills",
		VIEW_OPTIONS(struct mem_command_options, group),
	},
};

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Memory:", 5 },
	{ "per-device", 'P', 0, 0, "swap: a row for each device or file", 5 },
	GROUP_OPTION("cgroup, pressure"),
	{ 0 },
};

static const struct option_row rows[] = {
	OPTION(struct mem_command_options, is_each, .key = 'P', .name = "-P", .views = "swap"),
	GROUP_ROW(struct mem_command_options, group, "cgroup,pressure"),
	{ 0 },
};

static bool has_several_reports(const struct query_options *query)
{
	return query->count.is == PRESENT && query->count.v != 1 && !query->is_watch;
}

static int mem_finish(struct invocation *invocation)
{
	const struct mem_command_options *own = invocation->own;
	const struct view *view = invocation->view;

	if (view->brief && has_several_reports(&invocation->query) &&
	    table_rows_are_usual(invocation))
		invocation->view = view->brief;
	if (own->is_each)
		invocation->view = view->variant;
	return 0;
}

const struct command mem_command = {
	.name = "mem",
	.help = "memory and swap",
	.arguments = "[VIEW]",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.options = options,
	.rows = rows,
	.own_size = sizeof(struct mem_command_options),
	.finish = mem_finish,
	.examples = {
		{ "nvhost mem", "memory and swap" },
		{ "nvhost mem virtual -n -b -o available", "available memory, in bytes" },
		{ "nvhost mem pressure", "time lost waiting for memory" },
	},
};
