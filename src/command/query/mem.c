/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost mem: the machine's memory and swap. */
#include "collect/memory.h"
#include "command/cgroup_option.h"
#include "command/list.h"

static const struct view views[] = {
	{
		.name = "summary",
		.help = "memory, then swap",
		.collector = &memory_summary_collector,
		.columns = "name,total,used,free,available,percent",
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
		.is_one_row = true,
	},
	{
		.name = "pressure",
		.help = "some, full: time lost for want of memory",
		.collector = &pressure_memory_collector,
		.columns = PRESSURE_COLUMNS,
	},
	{
		.name = "cgroup",
		.help = "a control group: ours, then each above it",
		.collector = &cgroup_memory_collector,
		.columns = "path,usage,limit,percent,binding,oom_kills",
	},
};

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Memory:", 5 },
	GROUP_OPTION("cgroup, pressure"),
	{ 0 },
};

static error_t parse(int key, char *argument, struct invocation *invocation)
{
	return key == KEY_GROUP ? group_parse(invocation, argument, invocation->own)
	                        : ARGP_ERR_UNKNOWN;
}

static int finish(struct invocation *invocation)
{
	return group_finish(invocation, invocation->own);
}

const struct command mem_command = {
	.name = "mem",
	.help = "memory and swap",
	.arguments = "[VIEW]",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.options = options,
	.parse = parse,
	.own_size = sizeof(struct cgroup_options),
	.finish = finish,
	.examples = {
		{ "nvhost mem", "memory and swap" },
		{ "nvhost mem virtual -n -b -o available", "the bytes that are available" },
		{ "nvhost mem pressure", "time lost waiting for memory" },
	},
};
