/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost stat: the activity of the machine, one line for each report. */
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
	.help = "activity of the machine, one line for each report",
	.arguments = "[VIEW]",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.examples = {
		{ "nvhost stat -i 1s -c 5", "five lines, one each second" },
		{ "nvhost stat --state=stat.state --ndjson", "activity since the last run" },
		{ "nvhost stat -o percent,iowait,read,write -c 5", "other columns" },
	},
};
