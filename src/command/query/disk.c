/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost disk: file systems and block devices. */
#include <errno.h>

#include "collect/disk.h"
#include "command/cgroup_option.h"
#include "command/list.h"
#include "command/option_rows.h"
#include "command/table_rows.h"

enum { KEY_TOTAL = 0x400, KEY_TOTAL_COUNTS };

struct disk_command_options {
	struct disk_options options;
	struct cgroup_options group;
	bool is_total;
	bool is_total_counts;
};

#define COUNTERS                                                              \
	"read_count,write_count,read_bytes,write_bytes,read_time,write_time," \
	"read_merged_count,write_merged_count,busy_time"

static const struct view total_view = {
	.name = "io",
	.collector = &disk_io_total_collector,
	.columns = COUNTERS,
	.is_one_row = true,
};

static const struct view paths_view = {
	.name = "usage",
	.collector = &disk_paths_collector,
	.columns = "path,total,used,free,percent",
};

static const struct view views[] = {
	{
		.name = "usage",
		.help = "a mounted file system, or the one of each PATH",
		.collector = &disk_usage_collector,
		.columns = "mountpoint,device,fstype,total,used,free,percent",
		.optional = "device,fstype",
		.takes_paths = true,
		.variant = &paths_view,
		VIEW_OPTIONS(struct disk_command_options, options),
	},
	{
		.name = "partitions",
		.help = "a mount (-a: also mounts without a device)",
		.collector = &disk_partitions_collector,
		.columns = "device,mountpoint,fstype,opts",
		VIEW_OPTIONS(struct disk_command_options, options),
	},
	{
		.name = "io",
		.help = "a disk (--total: their sum)",
		.collector = &disk_io_collector,
		.columns = "name," COUNTERS,
		.terminal = "name,read_bytes_rate,write_bytes_rate,read_rate,write_rate,await,"
			    "utilization",
		.usual = "read_count > 0 or write_count > 0",
		.nothing = "no disk has had I/O; -a shows idle disks",
		.optional = "read_merged_count,write_merged_count,busy_time",
		.variant = &total_view,
		VIEW_OPTIONS(struct disk_command_options, options),
	},
	{
		.name = "devices",
		.help = "a block device (-a: also RAM disks and unused loops)",
		.collector = &disk_devices_collector,
		.columns = "name,type,size,parents,model,rotational,read_only,fstype,label,"
			   "mountpoints",
		.optional = "rotational,read_only,label",
		VIEW_OPTIONS(struct disk_command_options, options),
	},
	{
		.name = "pressure",
		.help = "time that processes waited for I/O (some, full)",
		.collector = &pressure_io_collector,
		.columns = PRESSURE_COLUMNS,
		VIEW_OPTIONS(struct disk_command_options, group),
	},
};

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Disks:", 5 },
	{ "all", 'a', 0, 0,
	  "usage, partitions: also file systems without a device; io: also idle disks and RAM "
	  "disks; devices: also RAM disks and loops without a file",
	  5 },
	{ "total", KEY_TOTAL, 0, 0, "io: the sum of all disks", 5 },
	{ "total-counts", KEY_TOTAL_COUNTS, 0, 0, "io: counts, not rates, on a terminal too", 5 },
	GROUP_OPTION("pressure"),
	{ 0 },
};

#define SETS(member, ...) OPTION(struct disk_command_options, member, __VA_ARGS__)

static const struct option_row rows[] = {
	SETS(options.is_all, .key = 'a', .name = "-a", .views = "usage,partitions,io,devices"),
	SETS(is_total, .key = KEY_TOTAL, .name = "--total", .views = "io"),
	SETS(is_total_counts, .key = KEY_TOTAL_COUNTS, .name = "--total-counts", .views = "io"),
	GROUP_ROW(struct disk_command_options, group, "pressure"),
	{ 0 },
};

static int take_paths(struct invocation *invocation)
{
	struct operand *operands;

	operands = arena_array(&invocation->memory, invocation->n_words, sizeof(*operands));
	if (!operands) {
		message_error(NULL, -ENOMEM);
		return EXIT_PROBLEM;
	}
	for (size_t n = 0; n < invocation->n_words; n++)
		operands[n].text = invocation->words[n];
	invocation->selection.processes = operands;
	invocation->selection.n_processes = invocation->n_words;
	invocation->n_words = 0;
	invocation->view = invocation->view->variant;
	return 0;
}

static int disk_finish(struct invocation *invocation)
{
	const struct disk_command_options *own = invocation->own;
	const struct view *view = invocation->view;

	invocation->is_total_counts = own->is_total_counts;
	table_rows_leave_out_idle(invocation, own->options.is_all);
	if (own->is_total)
		invocation->view = view->variant;
	return view->takes_paths && invocation->n_words > 0 ? take_paths(invocation) : 0;
}

const struct command disk_command = {
	.name = "disk",
	.help = "file systems and block devices",
	.arguments = "[VIEW] [PATH]...",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.operands = OPERANDS_PATHS,
	.options = options,
	.rows = rows,
	.own_size = sizeof(struct disk_command_options),
	.finish = disk_finish,
	.examples = {
		{ "nvhost disk usage /", "how full the file system of / is" },
		{ "nvhost disk -w 'percent > 90'", "file systems that are nearly full" },
		{ "nvhost disk io --total", "traffic of all disks together" },
	},
};
