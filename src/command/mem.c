/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost mem: the machine's memory and swap. */
#include "collect/memory.h"
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
		.is_one_row = true,
	},
	{
		.name = "swap",
		.help = "the machine's swap space",
		.collector = &memory_swap_collector,
		.columns = "total,used,free,percent,sin,sout",
		.is_one_row = true,
	},
};

const struct command mem_command = {
	.name = "mem",
	.help = "memory and swap",
	.arguments = "[VIEW]",
	.views = views,
	.n_views = ARRAY_SIZE(views),
};
