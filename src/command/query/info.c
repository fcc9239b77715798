/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost info: the machine in one row, and its limits. */
#include "collect/host.h"

#include "command/list.h"

static const struct view views[] = {
	{
		.name = "info",
		.help = "the machine",
		.collector = &host_collector,
		.columns = "hostname,username,wsl,os,kernel,machine,boot_time,uptime,load1,load5,"
			   "load15,memory_percent,swap_percent",
		.is_one_row = true,
	},
	{
		.name = "limits",
		.help = "a limit of the machine, and how much of it is used",
		.collector = &host_limits_collector,
		.columns = "name,used,limit,percent,what",
		.optional = "what",
	},
};

const struct command info_command = {
	.name = "info",
	.help = "the machine: names, uptime, load, memory",
	.arguments = "[VIEW]",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.examples = {
		{ "nvhost info", "the machine at a glance" },
		{ "nvhost info -n -b -o uptime", "seconds since it was booted" },
		{ "nvhost info limits", "limits, and how much is used" },
	},
};
