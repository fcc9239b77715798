/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost cgroup: control groups, and the resources that they use. */
#include <errno.h>

#include "collect/cgroup.h"
#include "command/cgroup_option.h"
#include "command/list.h"

struct cgroup_command_options {
	struct cgroup_options options;
};

static const struct view views[] = {
	{
		.name = "list",
		.help = "a control group, or each PATH (-r: with all groups below)",
		.collector = &cgroup_list_collector,
		.columns = "processes,cpu_percent,memory,memory_limit,read_bytes_rate,"
			   "write_bytes_rate,path",
		.optional = "memory_limit,read_bytes_rate,write_bytes_rate",
		VIEW_OPTIONS(struct cgroup_command_options, options),
	},
	{
		.name = "tree",
		.help = "control groups, nested",
		.collector = &cgroup_list_collector,
		.columns = "processes,cpu_percent,memory,name",
		.depth = "depth",
		VIEW_OPTIONS(struct cgroup_command_options, options),
	},
};

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Control groups:", 5 },
	{ "recursive", 'r', 0, 0, "with all groups below each PATH", 5 },
	{ 0 },
};

static const struct option_row rows[] = {
	OPTION(struct cgroup_command_options, options.is_recursive, .key = 'r'),
	{ 0 },
};

static int take_paths(struct invocation *invocation)
{
	struct operand *operands =
		arena_array(&invocation->memory, invocation->n_words, sizeof(*operands));

	if (!operands) {
		message_error(NULL, -ENOMEM);
		return EXIT_PROBLEM;
	}
	for (size_t n = 0; n < invocation->n_words; n++) {
		struct cgroup_options group;

		if (group_set(invocation, invocation->words[n], &group) != 0)
			return EXIT_USAGE;
		operands[n].text = group.path;
	}
	invocation->selection.processes = operands;
	invocation->selection.n_processes = invocation->n_words;
	invocation->n_words = 0;
	return 0;
}

static int cgroup_finish(struct invocation *invocation)
{
	struct cgroup_command_options *own = invocation->own;

	if (invocation->view->depth && invocation->query.sort)
		return message_usage("a tree cannot be sorted; use the view 'list -r' instead");
	if (invocation->view->depth)
		own->options.is_recursive = true;
	return invocation->n_words > 0 ? take_paths(invocation) : 0;
}

const struct command cgroup_command = {
	.name = "cgroup",
	.help = "control groups",
	.arguments = "[VIEW] [PATH]...",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.operands = OPERANDS_PATHS,
	.options = options,
	.rows = rows,
	.own_size = sizeof(struct cgroup_command_options),
	.finish = cgroup_finish,
	.examples = {
		{ "nvhost cgroup -S -cpu_percent -l 10", "the busiest groups" },
		{ "nvhost cgroup tree", "all groups, nested" },
		{ "nvhost cgroup -w 'oom_kills > 0' -o path,oom_kills", "OOM kills" },
	},
};
