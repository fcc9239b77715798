/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost tree: processes with their children and parents. */
#include "collect/process/tree.h"

#include "command/list.h"
#include "command/option_rows.h"
#include "command/table_rows.h"

struct tree_command_options {
	bool is_all; /* a table has kernel threads, too */
	struct tree_options options;
};

static const struct view views[] = {
	{
		.name = "tree",
		.help = "a process and its children, nested",
		.collector = &tree_collector,
		.columns = "pid,username,rss,name",
		.depth = "depth",
		.branches = "name",
	},
	{
		.name = "children",
		.help = "a child (-r: every descendant)",
		.collector = &tree_children_collector,
		.columns = "pid,ppid,username,rss,name",
		.needs_process = true,
		VIEW_OPTIONS(struct tree_command_options, options),
	},
	{
		.name = "parents",
		.help = "an ancestor, the nearest first",
		.collector = &tree_parents_collector,
		.columns = "pid,ppid,username,rss,name",
		.needs_process = true,
	},
	{
		.name = "ppids",
		.help = "a process and its parent",
		.collector = &process_collector,
		.columns = "pid,ppid",
	},
	{
		.name = "pids",
		.help = "a parent and its children",
		.collector = &tree_pids_collector,
		.columns = "ppid,pids",
		.is_without_selectors = true,
	},
};

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Trees:", 5 },
	{ "all", 'a', 0, 0, "tree: show kernel threads in a table, too", 5 },
	{ 0 },
};

static const struct option_row rows[] = {
	OPTION(struct tree_command_options, is_all, .key = 'a', .name = "-a", .views = "tree"),
	{ 0 },
};

static int tree_finish(struct invocation *invocation)
{
	const struct view *view = invocation->view;
	struct tree_command_options *own = invocation->own;

	if (invocation->is_listing_columns || invocation->is_schema)
		return 0;
	if (view->needs_process && !invocation->selection.has_processes)
		return message_usage_with("such as 'nvhost tree parents $$'",
		                          "%s of which process?", view->name);
	if (view->depth && invocation->query.sort && !invocation->query.group)
		return message_usage("a tree cannot be sorted; use the view 'children -r' instead");
	if (view->depth)
		table_rows_choose(invocation, own->is_all);
	if (view->is_without_selectors && select_has_words(&invocation->selection))
		return message_usage("the view 'pids' has no selectors, as its rows are parents");
	own->options.is_recursive = invocation->selection.is_recursive;
	return 0;
}

const struct command tree_command = {
	.name = "tree",
	.help = "processes and their children",
	.arguments = "[VIEW] [PROCESS]...",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.operands = OPERANDS_PROCESSES,
	.options = options,
	.rows = rows,
	.own_size = sizeof(struct tree_command_options),
	.finish = tree_finish,
	.examples = {
		{ "nvhost tree", "all processes, each below its parent" },
		{ "nvhost tree children -r 1", "all descendants of process 1" },
		{ "nvhost tree parents $$", "from this shell up to process 1" },
	},
};
