/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running a command: its options, then the query of its view, or the action. */
#include "command/command.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>

#include "base/suggest.h"
#include "command/help.h"
#include "command/options.h"
#include "command/own_columns.h"
#include "command/owners.h"
#include "command/query_output.h"
#include "command/template_option.h"
#include "kernel/boot_id.h"
#include "kernel/system.h"
#include "query/describe.h"
#include "write/schema.h"

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

static bool has_labels(const struct invocation *invocation)
{
	return query_output_writer(invocation)->has_labels && !invocation->is_schema;
}

/* With several reports, rows of CSV and NDJSON begin with the time. */
static bool is_showing_time(const struct invocation *invocation)
{
	const struct opt_u64 *count = &invocation->query.count;

	return query_output_writer(invocation)->has_time && count->is == PRESENT && count->v != 1;
}

static bool need_host(const struct columns *columns)
{
	for (size_t n = 0; n < columns->n; n++) {
		const struct column *column = &columns->items[n];

		if (column->field == &host_field ||
		    (column->expression && expression_has(column->expression, &host_field)))
			return true;
	}
	return false;
}

/* Of a column `host`, however it came among the others; of a filter and a sort key too. */
static int read_host(struct query *query, struct invocation *invocation)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };

	if (!need_host(&query->columns) && !need_host(&query->order.columns) &&
	    !where_has(&query->where, &host_field))
		return 0;
	return system_hostname_read(&scratch, &invocation->memory, &query->host);
}

/* What stands before the columns that were asked for, from right to left. */
static int show_first(struct query *query, struct invocation *invocation)
{
	size_t n_labels = 0;
	int r = has_labels(invocation) ? query_show_labels(query, &n_labels) : 0;

	if (r == 0 && is_showing_time(invocation))
		r = query_show_first(query, &time_field);
	if (r == 0 && invocation->is_showing_host)
		r = query_show_first(query, &host_field);
	if (r == 0)
		r = read_host(query, invocation);
	invocation->output.n_labels = n_labels + invocation->is_showing_host;
	return r;
}

static int prepare_query(struct query *query, struct invocation *invocation, struct buffer *why)
{
	const struct view *view = invocation->view;
	const char *defaults = query_output_columns(invocation);
	int r = template_option_columns(invocation, query->collector, why);

	if (view->depth && !invocation->is_listing_columns)
		query->depth = field_find(view->collector->fields, view->collector->n_fields,
		                          text_of(view->depth));
	if (r == 0)
		r = own_columns_take(invocation, why);
	if (r == 0)
		r = query_prepare(query, defaults, why);
	if (invocation->is_without_kthreads && !query->grouping.is_on)
		invocation->selection.without_kthreads = true;
	if (r == 0 && invocation->command->operands == OPERANDS_PROCESSES &&
	    !invocation->is_listing_columns)
		r = select_filter(&invocation->selection, query->collector, &query->where, why);
	if (r == 0)
		r = show_first(query, invocation);
	return r < 0 ? r : template_option_bind(invocation, &query->columns, why);
}

static int run_prepared(struct query *query, struct invocation *invocation)
{
	struct output output = { 0 };
	int r;

	query_output_prepare(&output, invocation, query);
	query->output = invocation->query.is_quiet ? NULL : &output;
	r = invocation->is_schema ? schema_write(&output) : query_run(query);
	output.writer->done(&output);
	buffer_done(&output.buffer);
	if (r < 0)
		fault_tell(&invocation->faults, NULL, r);
	if (invocation->query.is_quiet && !invocation->has_problem && query->n_matched == 0)
		return EXIT_PROBLEM;
	return invocation->has_problem ? EXIT_PROBLEM : EXIT_DONE;
}

static int run_query(struct invocation *invocation)
{
	struct selection *selection = &invocation->selection;
	_cleanup_buffer_ struct buffer why = { 0 };
	char boot_id[BOOT_ID_SIZE] = "";
	struct query query = {
		.collector = invocation->view->collector,
		.options = &invocation->query,
		.operands = selection->processes,
		.n_operands = selection->n_processes,
		.collector_options = invocation->collector_options,
		.boot_id = boot_id,
		.faults = &invocation->faults,
	};
	int r;

	if (invocation->query.state)
		boot_id_read(boot_id);
	r = prepare_query(&query, invocation, &why);
	if (r == -EINVAL)
		r = message_refuse(&why);
	else if (r < 0)
		fault_tell(&invocation->faults, NULL, r);
	else
		r = run_prepared(&query, invocation);
	query_done(&query);
	return r < 0 ? EXIT_PROBLEM : r;
}

/* -H is a query itself, whose rows are the columns of the view that was asked about. */
static int list_columns(struct invocation *invocation)
{
	static const struct view columns_view = {
		.name = "columns",
		.collector = &describe_collector,
		.columns = describe_columns,
		.table = "name,type,unit,help",
	};
	struct describe_options options = {
		.collector = invocation->view->collector,
		.defaults = invocation->view->columns,
	};

	invocation->view = &columns_view;
	invocation->collector_options = &options;
	invocation->selection = (struct selection){ 0 };
	return run_query(invocation);
}

/* Metrics are what is now: whoever wants more reports asks again. */
static int refuse_reports(const struct invocation *invocation)
{
	const struct opt_u64 *count = &invocation->query.count;

	if (!query_output_writer(invocation)->has_labels || count->is != PRESENT || count->v == 1)
		return 0;
	return message_usage("the format '%s' has one report", invocation->writer->name);
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
	if (command->run)
		return command->run(invocation);
	assert(invocation->view);
	return invocation->is_listing_columns ? list_columns(invocation) : run_query(invocation);
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
	return r != 0 ? r : run_parsed(invocation);
}
