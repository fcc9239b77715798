/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Query output: the writer of a query and its settings, from the options and the view. */
#include "command/query_output.h"

#include <stdio.h>

#include "command/options.h"
#include "kernel/cpu_topology.h"
#include "write/formats.h"
#include "write/output.h"

const struct writer *query_output_writer(const struct invocation *invocation)
{
	return invocation->writer ? invocation->writer : writers[0];
}

static bool has_load(const struct columns *columns)
{
	for (size_t n = 0; n < columns->n; n++)
		if (columns->items[n].field->gauge == GAUGE_LOAD)
			return true;
	return false;
}

/* The number of CPUs of the host; 0: unknown. */
static uint64_t count_cpus(void)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_arena_ struct arena arena = { 0 };
	struct opt_u64 logical = { 0 }, cores = { 0 };

	cpu_count_read(&scratch, &arena, &logical, &cores);
	return logical.is == PRESENT ? logical.v : 0;
}

const char *query_output_subject(struct invocation *invocation)
{
	const struct command *command = invocation->command;
	const char *view = invocation->view ? invocation->view->name : "";
	size_t size = strlen(command->name) + strlen(view) + 2;
	char *subject = arena_alloc(&invocation->memory, size);

	if (!subject || !*view ||
	    (command->n_views > 0 && strcmp(view, command->views[0].name) == 0))
		return command->name;
	snprintf(subject, size, "%s_%s", command->name, view);
	return subject;
}

const char *query_output_columns(const struct invocation *invocation)
{
	const struct view *view = invocation->view;
	bool is_table = query_output_writer(invocation) == &table_writer && !invocation->is_schema;

	if (is_table && view->terminal && isatty(STDOUT_FILENO) && !invocation->is_total_counts)
		return view->terminal;
	return is_table && view->table ? view->table : view->columns;
}

/* Whether reports replace each other on the terminal; a dumb one has them below each other. */
static bool is_watch(const struct invocation *invocation, int fd)
{
	const char *terminal = getenv("TERM");

	return invocation->query.is_watch && !invocation->query.until && isatty(fd) && terminal &&
	       strcmp(terminal, "dumb") != 0 && !invocation->is_schema &&
	       query_output_writer(invocation) == &table_writer;
}

void query_output_prepare(struct output *output, struct invocation *invocation,
                          const struct query *query)
{
	const struct query_options *options = &invocation->query;

	output->fd = STDOUT_FILENO;
	output->writer = query_output_writer(invocation);
	output->settings = invocation->output;
	output->settings.subject = query_output_subject(invocation);
	output->settings.with_text_labels = options->columns != NULL;
	output->settings.is_one_row =
		query->grouping.is_on ? query->grouping.keys.n == 0 : invocation->view->is_one_row;
	output->settings.is_line = invocation->view->is_line;
	output->settings.is_nested = query->depth != NULL;
	output->settings.is_repeated = options->count.is == PRESENT && options->count.v != 1;
	output->settings.is_watch = is_watch(invocation, output->fd);
	if (output->settings.is_watch && query->order.columns.n > 0) {
		output->settings.sorted_by = query->order.columns.items[0].field;
		output->settings.is_descending = query->order.is_descending[0];
	}
	output->settings.is_on_terminal = isatty(output->fd);
	output->settings.is_fitted = output->settings.is_on_terminal && !options->columns;
	output->settings.with_graph = invocation->is_graph;
	output->settings.optional = invocation->view->optional;
	output->settings.branches = invocation->view->branches;
	output->settings.with_color = options_want_color(invocation, output->fd);
	if (output->settings.with_color && has_load(&query->columns))
		output->settings.n_cpus = count_cpus();
	output->columns = query->columns.items;
	output->n_columns = query->columns.n;
}
