/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost cpu: processors, their times and load. */
#include "collect/cpu.h"
#include "command/cgroup_option.h"
#include "command/list.h"
#include "command/option_rows.h"
#include "command/options.h"

struct cpu_command_options {
	bool is_each; /* -P */
	struct cgroup_options group;
};

#define TIMES "user,system,idle,nice,iowait,irq,softirq,steal,guest,guest_nice"

/* With -P: a row for each CPU. */
static const struct view percent_each_view = {
	.name = "percent",
	.collector = &cpu_percent_each_collector,
	.columns = "cpu,percent," TIMES,
	.optional = "iowait,nice,irq,softirq,steal,guest,guest_nice",
};

static const struct view times_each_view = {
	.name = "times",
	.collector = &cpu_times_each_collector,
	.columns = "cpu," TIMES,
	.optional = "nice,irq,softirq,steal,guest,guest_nice",
};

static const struct view freq_each_view = {
	.name = "freq",
	.collector = &cpu_freq_each_collector,
	.columns = "cpu,current,min,max",
};

static const struct view views[] = {
	{
		.name = "summary",
		.help = "the most important values of the other views",
		.collector = &cpu_summary_collector,
		.columns = "logical,physical,percent,current,load1,load5,load15",
		.table = "logical,physical,percent,frequency=current,load1,load5,load15",
		.is_one_row = true,
	},
	{
		.name = "percent",
		.help = "shares of CPU time between two samples",
		.collector = &cpu_percent_collector,
		.columns = "percent," TIMES,
		.optional = "nice,irq,softirq,steal,guest,guest_nice",
		.is_one_row = true,
		.variant = &percent_each_view,
	},
	{
		.name = "times",
		.help = "CPU time since boot, in seconds",
		.collector = &cpu_times_collector,
		.columns = TIMES,
		.optional = "nice,irq,softirq,steal,guest,guest_nice",
		.is_one_row = true,
		.variant = &times_each_view,
	},
	{
		.name = "count",
		.help = "logical CPUs and cores",
		.collector = &cpu_count_collector,
		.columns = "logical,physical",
		.is_one_row = true,
	},
	{
		.name = "freq",
		.help = "frequencies",
		.collector = &cpu_freq_collector,
		.columns = "current,min,max",
		.is_one_row = true,
		.variant = &freq_each_view,
	},
	{
		.name = "stats",
		.help = "counters since boot",
		.collector = &cpu_stats_collector,
		.columns = "ctx_switches,interrupts,soft_interrupts,syscalls",
		.is_one_row = true,
	},
	{
		.name = "load",
		.help = "load averages",
		.collector = &cpu_load_collector,
		.columns = "load1,load5,load15",
		.is_one_row = true,
	},
	{
		.name = "topology",
		.help = "socket, core, node and caches of a CPU",
		.collector = &cpu_topology_collector,
		.columns = "cpu,node,socket,core,l1d,l1i,l2,l3,online,min,max,current",
		.optional = "min,max,current",
	},
	{
		.name = "pressure",
		.help = "time that processes waited for a CPU (some, full)",
		.collector = &pressure_cpu_collector,
		.columns = PRESSURE_COLUMNS,
		VIEW_OPTIONS(struct cpu_command_options, group),
	},
	{
		.name = "cgroup",
		.help = "CPU limits of nvhost's control group and its ancestors",
		.collector = &cgroup_cpu_collector,
		.columns = "path,limit,weight,usage,throttled,periods,throttled_time,binding",
		.optional = "weight,periods,throttled_time",
		VIEW_OPTIONS(struct cpu_command_options, group),
	},
};

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "CPUs:", 5 },
	{ "per-cpu", 'P', 0, 0, "percent, times, freq: a row for each CPU", 5 },
	GROUP_OPTION("cgroup, pressure"),
	{ 0 },
};

static const struct option_row rows[] = {
	OPTION(struct cpu_command_options, is_each, .key = 'P', .name = "-P",
	       .views = "percent,times,freq"),
	GROUP_ROW(struct cpu_command_options, group, "cgroup,pressure"),
	{ 0 },
};

static int cpu_finish(struct invocation *invocation)
{
	const struct cpu_command_options *own = invocation->own;
	const struct view *view = invocation->view;

	if (view->variant && (own->is_each || invocation->n_words > 0))
		invocation->view = view->variant;
	return 0;
}

const struct command cpu_command = {
	.name = "cpu",
	.help = "processors, their times and load",
	.arguments = "[VIEW]",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.options = options,
	.rows = rows,
	.own_size = sizeof(struct cpu_command_options),
	.finish = cpu_finish,
	.examples = {
		{ "nvhost cpu percent -P", "how busy each CPU is" },
		{ "nvhost cpu load", "the load averages" },
		{ "nvhost cpu topology", "sockets, cores, caches, frequencies" },
	},
};
