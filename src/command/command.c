/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running a command: its options, then the query of its view, or the action. */
#include "command/command.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>

#include "base/suggest.h"
#include "command/help.h"
#include "command/options.h"
#include "command/owners.h"
#include "command/query_command.h"
#include "command/query_output.h"

enum { MOST_VIEWS = 32 }; /* of a command */

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

int command_refuse_option(const struct invocation *invocation, const char *option,
                          const char *views)
{
	return message_usage("%s does not go with the view '%s', only with %s", option,
	                     invocation->view->name, views);
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

/* Whether a word could be an operand rather than the name of a view. */
static bool could_be_operand(const struct command *command, const char *word)
{
	if (command->operands == OPERANDS_PROCESSES)
		return strpbrk(word, "0123456789@:") != NULL;
	return command->operands == OPERANDS_PATHS &&
	       (strchr(word, '/') || access(word, F_OK) == 0);
}

static int refuse_view(const struct command *command, const char *word)
{
	_cleanup_buffer_ struct buffer why = { 0 };
	struct suggestion suggestion = suggestion_for(text_of(word));
	const char *names[MOST_VIEWS];
	size_t n = 0;

	for (; n < command->n_views && n < MOST_VIEWS; n++)
		names[n] = command->views[n].name;
	suggestion_among(&suggestion, "view", names, n, &why);
	return message_refuse(&why);
}

/* The first word names the view, unless it can only be an operand. */
static int choose_view(struct invocation *invocation)
{
	const struct command *command = invocation->command;
	const struct view *named =
		invocation->n_words > 0 ? command_view(command, invocation->words[0]) : NULL;

	invocation->view = command->n_views > 0 ? &command->views[0] : NULL;
	if (named) {
		invocation->view = named;
		invocation->words++;
		invocation->n_words--;
	}
	if (named || command->n_views == 0 || invocation->n_words == 0 ||
	    could_be_operand(command, invocation->words[0]))
		return 0;
	return refuse_view(command, invocation->words[0]);
}

static int take_operands(struct invocation *invocation)
{
	const struct command *command = invocation->command;

	if (command->operands == OPERANDS_NONE && command->n_views > 0 && invocation->n_words > 0)
		return message_usage("operand '%s' is one too many", invocation->words[0]);
	if (command->operands != OPERANDS_PROCESSES)
		return 0;
	for (size_t n = 0; n < invocation->n_words; n++)
		if (select_parse_process(invocation->words[n], &(struct operand){ 0 }) < 0 ||
		    options_processes(invocation, invocation->words[n]) != 0)
			return message_usage("'%s' is no process (PID, PID@START or PID:INODE)",
			                     invocation->words[n]);
	return 0;
}

/* Metrics and checks are what is now: whoever wants more reports asks again. */
static int refuse_reports(const struct invocation *invocation)
{
	const struct query_options *query = &invocation->query;
	bool is_once = query->count.is != PRESENT || query->count.v == 1;

	if (query->timeout.is == PRESENT && query->until == UNTIL_NEVER)
		return message_usage("--timeout goes with --until");
	if (is_once)
		return 0;
	if (query->until != UNTIL_NEVER)
		return message_usage("--until has one report");
	if (query_is_check(invocation))
		return message_usage("a check has one report");
	if (query_output_writer(invocation)->has_labels)
		return message_usage("the format '%s' has one report", invocation->writer->name);
	return 0;
}

/* A graph of one report says nothing. */
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
		r = choose_view(invocation);
	if (r == 0)
		r = take_operands(invocation);
	if (r == 0 && invocation->selection.n_parents > 0 && !invocation->is_listing_columns &&
	    !invocation->is_schema)
		r = owners_resolve_children(invocation);
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
	return r == EXIT_USAGE && query_is_check(invocation) && !invocation->has_answer
	               ? EXIT_UNKNOWN
	               : r;
}
