/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost ps: processes, and what belongs to them. */
#include "collect/process.h"
#include "command/list.h"

static const struct view views[] = {
	{
		.name = "list",
		.help = "a process",
		.collector = &process_collector,
		.columns = "pid,ppid,username,status,cpu_average,rss,create_time,cmdline",
	},
};

const struct command ps_command = {
	.name = "ps",
	.help = "processes, and what belongs to them",
	.arguments = "[VIEW] [PROCESS]...",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.operands = OPERANDS_PROCESSES,
};
