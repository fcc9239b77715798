/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command: parses the options, then runs the query of the view, or the action. */
#include "command/command.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>

#include "command/found.h"
#include "command/help.h"
#include "command/operands.h"
#include "command/option_rows.h"
#include "command/options.h"
#include "command/query_command.h"
#include "command/query_output.h"
#include "command/roots.h"
#include "command/selection.h"

const struct view *command_view(const struct command *command, const char *name)
{
	for (size_t n = 0; n < command->n_views; n++)
		if (strcmp(command->views[n].name, name) == 0)
			return &command->views[n];
	return NULL;
}

const struct command *command_find(const char *name)
{
	for (size_t n = 0; commands[n]; n++)
		if (strcmp(commands[n]->name, name) == 0)
			return commands[n];
	return NULL;
}

void command_groups(const struct command *command, struct argp_child ret[COMMAND_GROUPS])
{
	size_t n = 0;

	if (command->n_views > 0)
		ret[n++] = (struct argp_child){ .argp = &query_argp };
	if (command->operands == OPERANDS_PROCESSES)
		ret[n++] = (struct argp_child){ .argp = &selection_argp };
	if (command->operands == OPERANDS_PROCESSES && command->n_views == 0)
		ret[n++] = (struct argp_child){ .argp = &where_argp };
	if (command->fields)
		ret[n++] = (struct argp_child){ .argp = &action_argp };
	ret[n++] = (struct argp_child){ .argp = &output_argp };
	ret[n] = (struct argp_child){ 0 };
}

static void tell_problem(void *arg, const char *subject, int r)
{
	_cleanup_buffer_ struct buffer file = { 0 };
	struct invocation *invocation = arg;

	if (r == 0) {
		message("%s", subject);
		return;
	}
	invocation->has_problem = true;
	if (r == -FAULT_AS_SAID) {
		message("%s", subject);
		return;
	}
	if (subject && host_name(subject, &file) == 0 && buffer_add_byte(&file, '\0') == 0)
		subject = file.text;
	message_error(subject, r);
}

/* Refuses several reports where there can be only one: of metrics, of checks, and with --until. */
static int refuse_reports(const struct invocation *invocation)
{
	const struct query_options *query = &invocation->query;
	bool is_once = query->count.is != PRESENT || query->count.v == 1;

	if (query->timeout.is == PRESENT && query->until == UNTIL_NEVER)
		return message_usage("--timeout goes with --until");
	if (query->conditions[CONDITION_HAVING] && !query->group && !query->columns)
		return message_usage(
			"--having goes with --group-by, or with aggregates in --output");
	if (is_once)
		return 0;
	if (query->until != UNTIL_NEVER)
		return message_usage("--until prints one report only");
	if (query_is_check(invocation))
		return message_usage("a check prints one report only");
	if (query_output_writer(invocation)->has_labels)
		return message_usage("the format '%s' is for one report only",
		                     invocation->writer->name);
	return 0;
}

/* --graph implies --watch, as a graph of one report would be empty. */
static void watch_graph(struct invocation *invocation)
{
	struct query_options *query = &invocation->query;

	if (!invocation->is_graph || query->count.is == PRESENT || !isatty(STDOUT_FILENO))
		return;
	query->is_watch = true;
	query->count = some_u64(0);
	if (query->interval.is != PRESENT)
		query->interval = some_f64(1);
}

static void tell_unknown(void *arg, const char *word, const char *reason)
{
	struct invocation *invocation = arg;

	message("%s: %s", word, reason);
	invocation->has_problem = true;
}

int command_resolve_selectors(struct invocation *invocation)
{
	int r = invocation->is_listing_columns || invocation->is_schema
	                ? 0
	                : selectors_resolve(&invocation->selectors, &invocation->selection,
	                                    &invocation->memory, tell_unknown, invocation);

	if (r == 0)
		return 0;
	message_error(NULL, r);
	return EXIT_PROBLEM;
}

static void choose_collector_options(struct invocation *invocation)
{
	const struct view *view = invocation->view;

	if (view && view->has_options)
		invocation->collector_options = (const char *)invocation->own + view->options;
}

static int run_parsed(struct invocation *invocation)
{
	const struct command *command = invocation->command;
	int r;

	if (invocation->is_help)
		return help_command(command, invocation->is_help_all);
	watch_graph(invocation);
	query_choose_check(invocation);
	r = refuse_reports(invocation);
	if (r == 0)
		r = operands_take(invocation);
	if (r == 0 && command->run)
		r = roots_check(invocation);
	if (r == 0 && !command->run)
		r = command_resolve_selectors(invocation);
	if (r == 0 && invocation->selection.n_parents > 0 && !invocation->is_listing_columns &&
	    !invocation->is_schema)
		r = found_resolve_children(invocation);
	if (r == 0)
		r = option_rows_check(invocation);
	choose_collector_options(invocation);
	if (r == 0 && command->finish)
		r = command->finish(invocation);
	if (r != 0)
		return r;
	if (invocation->is_listing_columns)
		return query_list_columns(invocation);
	if (command->run)
		return command->run(invocation);
	assert(invocation->view);
	return query_command_run(invocation);
}

int command_run(const struct command *command, int argc, char **argv, struct invocation *invocation)
{
	struct argp_child children[COMMAND_GROUPS];
	struct argp argp = { .options = command->options, .children = children };
	int r;

	invocation->command = command;
	invocation->faults = (struct faults){ .tell = tell_problem,
		                              .arg = invocation,
		                              .lock = PTHREAD_MUTEX_INITIALIZER };
	invocation->own = arena_alloc(&invocation->memory, command->own_size);
	if (!invocation->own) {
		message_error(NULL, -ENOMEM);
		return EXIT_PROBLEM;
	}
	command_groups(command, children);
	if (command->translate)
		argc = command->translate(argc, argv, invocation);
	r = options_parse(&argp, argc, argv, command->is_in_order ? ARGP_IN_ORDER : 0, invocation);
	if (r == 0)
		r = run_parsed(invocation);
	return r;
}
