/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost stat: what the machine does, a line a report. */
#include "collect/activity.h"
#include "command/list.h"

static const struct view views[] = {
	{
		.name = "stat",
		.help = "the machine since the last report",
		.collector = &activity_collector,
		.columns = "running,blocked,load1,percent,user,system,iowait,memory,swap,"
			   "swapped_in,swapped_out,read,write,recv,sent,ctx_switches_rate,"
			   "cpu_pressure,memory_pressure,io_pressure,oom_kills",
		.optional = "user,system,swapped_in,swapped_out,ctx_switches_rate,cpu_pressure,"
			    "memory_pressure,io_pressure,oom_kills",
		.is_one_row = true,
		.is_line = true,
	},
};

const struct command stat_command = {
	.name = "stat",
	.help = "what the machine does, a line a report",
	.arguments = "[VIEW]",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.examples = {
		{ "nvhost stat -i 1s -c 5", "five lines, one a second" },
		{ "nvhost stat --state=stat.state --ndjson", "what happened since the last run" },
		{ "nvhost stat -o percent,iowait,read,write -c 5", "columns of one's own" },
	},
};
