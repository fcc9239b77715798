/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Query command: runs the query of a view, from the invocation to the exit status. */
#include "command/query_command.h"

#include <errno.h>
#include <stdio.h>

#include "command/described.h"
#include "command/operands.h"
#include "command/options.h"
#include "command/own_columns.h"
#include "command/pick.h"
#include "command/query_output.h"
#include "command/roots.h"
#include "command/screen.h"
#include "command/template_option.h"
#include "command/until.h"
#include "command/verdict.h"
#include "kernel/boot_id.h"
#include "kernel/recording.h"
#include "kernel/system.h"
#include "query/check.h"
#include "query/describe.h"
#include "query/explain.h"
#include "write/formats.h"
#include "write/output.h"
#include "write/schema.h"

bool query_is_check(const struct invocation *invocation)
{
	const char *const *conditions = invocation->query.conditions;

	return conditions[CONDITION_WARNING] || conditions[CONDITION_CRITICAL];
}

static bool has_labels(const struct invocation *invocation)
{
	return query_output_writer(invocation)->has_labels && !invocation->is_schema;
}

/* In formats without a mark between reports, such as CSV, each row begins with the time. */
static bool is_showing_time(const struct invocation *invocation)
{
	const struct opt_u64 *count = &invocation->query.count;

	return query_output_writer(invocation)->has_time && count->is == PRESENT && count->v != 1;
}

static int read_host(struct query *query, struct invocation *invocation)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	unsigned context = query_context(query);
	int r = 0;

	if (context & CONTEXT_TIME)
		r = recording_time_read(&scratch, &query->recorded_epoch);
	if (r == 0 && context & CONTEXT_HOST)
		r = system_hostname_read(&scratch, &invocation->memory, &query->host);
	return r;
}

/* Adds the columns before those that were asked for, from right to left. */
static int show_first(struct query *query, struct invocation *invocation)
{
	size_t n_labels = 0;
	int r = has_labels(invocation) ? query_show_labels(query, &n_labels) : 0;

	if (r == 0 && is_showing_time(invocation))
		r = query_show_first(query, "time");
	if (r == 0 && invocation->is_showing_host)
		r = query_show_first(query, "host");
	if (r == 0)
		r = read_host(query, invocation);
	invocation->output.n_labels = n_labels + invocation->is_showing_host;
	return r;
}

void query_choose_check(struct invocation *invocation)
{
	if (query_is_check(invocation) && !invocation->is_schema && !invocation->writer &&
	    !invocation->is_listing_columns)
		invocation->writer = &check_writer;
}

/* Without -f and -o, a check has the numbers of its conditions as columns. */
static void prepare_check(struct query *query, const struct invocation *invocation)
{
	bool is_line = invocation->writer == &check_writer;

	query->shows_violations = query_is_check(invocation) && !is_line;
	query->shows_numbers = is_line && !invocation->query.columns;
}

/* Restricts the query by selectors and keys. */
static int prepare_restriction(struct query *query, struct invocation *invocation,
                               struct pick *pick, struct buffer *why)
{
	int r;

	if (invocation->command->operands == OPERANDS_PROCESSES)
		pick_prepare(invocation, query->collector, pick, &query->restriction);
	if (invocation->is_schema)
		return 0;
	r = pick_by_keys(invocation, query->collector, pick, &query->restriction);
	if (r != -EINVAL)
		return r;
	r = buffer_add_format(why, "extra operand '%s'", invocation->words[0]);
	return r < 0 ? r : -EINVAL;
}

static int prepare_query(struct query *query, struct invocation *invocation, struct pick *pick,
                         struct buffer *why)
{
	const struct view *view = invocation->view;
	const char *defaults = query_output_columns(invocation);
	int r = template_option_columns(invocation, query->collector, why);

	if (view->depth && !invocation->is_listing_columns)
		query->depth = field_find(view->collector->fields, view->collector->n_fields,
		                          text_of(view->depth));
	if (r == 0)
		r = own_columns_take(invocation, why);
	prepare_check(query, invocation);
	if (r == 0)
		r = query_prepare(query, defaults, why);
	if (invocation->is_without_kthreads && !query->grouping.is_on)
		invocation->selection.without_kthreads = true;
	if (r == 0 && invocation->command->operands == OPERANDS_PROCESSES &&
	    !invocation->is_listing_columns)
		r = select_filter(&invocation->selection, query->collector, &query->where, why);
	if (r == 0 && !invocation->is_listing_columns)
		r = prepare_restriction(query, invocation, pick, why);
	if (r == 0)
		r = show_first(query, invocation);
	return r < 0 ? r : template_option_bind(invocation, &query->columns, why);
}

/* On a terminal, where an empty table looks like a failure, a message says that it is empty. */
static void tell_nothing(const struct query *query, const struct invocation *invocation)
{
	const struct view *view = invocation->view;
	const struct query_options *options = &invocation->query;
	const char *root = view->is_private && geteuid() != 0 ? "; root may see more" : "";

	if (query->n_matched > 0 || invocation->has_problem || options->is_quiet ||
	    options->is_watch || options->until == UNTIL_NONE || !isatty(STDOUT_FILENO))
		return;
	if (options->n_where > 0)
		message("no row matches%s", root);
	else
		message("%s%s", view->nothing ? view->nothing : "nothing to show", root);
}

/* Tells keys that no row had. With -l or -q, the scan may have ended before their rows. */
static void tell_unseen(struct invocation *invocation, const struct query *query,
                        const struct keys *keys)
{
	const struct query_options *options = &invocation->query;

	if (query->n_matched > 0 && (options->is_quiet || options->limit.is == PRESENT))
		return;
	for (size_t n = 0; n < keys->n; n++) {
		if (keys->is_seen[n])
			continue;
		operands_tell_missing(invocation, keys->words[n], keys->field->name);
		invocation->has_problem = true;
	}
}

static int run_prepared(struct query *query, struct invocation *invocation, const struct keys *keys)
{
	_cleanup_(output_done) struct output output = { 0 };
	struct screen screen = { 0 };
	struct sink sink;
	int r;

	query_output_prepare(&output, invocation, query);
	r = query_is_check(invocation)
	            ? check_measure(query, invocation->output.n_labels, &invocation->memory,
	                            &output.settings.measures)
	            : 0;
	sink = output_sink(&output);
	query->sink = invocation->query.is_quiet ? NULL : &sink;
	if (r == 0 && output.settings.is_watch && query->sink)
		r = screen_begin(&screen, invocation, query, &output);
	if (r == 0)
		r = invocation->is_schema ? schema_write(&output) : query_run(query);
	screen_end(&screen);
	if (r < 0)
		fault_tell(&invocation->faults, NULL, r);
	if (r == 0 && !invocation->is_schema)
		tell_unseen(invocation, query, keys);
	invocation->has_answer = true;
	if (query_is_check(invocation) && !invocation->is_schema)
		return verdict_of_query(invocation, query, &output, r);
	if (query->is_premature)
		return EXIT_TIMEOUT;
	if (!invocation->is_schema)
		tell_nothing(query, invocation);
	if (invocation->query.is_quiet && !invocation->has_problem && query->n_matched == 0 &&
	    invocation->query.until != UNTIL_NONE)
		return EXIT_PROBLEM;
	return invocation->has_problem ? EXIT_PROBLEM : EXIT_DONE;
}

/* Whether a row has one of the keys. */
static bool is_any_there(struct invocation *invocation, const struct query *query)
{
	static const struct query_options no_options = { 0 };
	struct query probe = {
		.collector = query->collector,
		.options = &no_options,
		.operands = query->operands,
		.n_operands = query->n_operands,
		.collector_options = query->collector_options,
		.restriction = query->restriction,
		.faults = &invocation->faults,
	};
	int r = query_run(&probe);

	query_done(&probe);
	return r < 0 || probe.n_matched > 0;
}

/* Runs the query; but if no row has a key that is similar to the name of a view, refuses that. */
static int run_picked(struct query *query, struct invocation *invocation, const struct keys *keys)
{
	const char *word = invocation->unknown_view;

	if (!invocation->is_schema && keys->n > 0 && keys->words[0] == word &&
	    operands_is_nearly_view(invocation->command, word) && !is_any_there(invocation, query))
		return operands_refuse_view(invocation->command, word);
	return run_prepared(query, invocation, keys);
}

/* NVHOST_DEBUG=plan: prints the plan of the query on standard error. */
static int explain(struct query *query)
{
	const char *debug = getenv("NVHOST_DEBUG");
	_cleanup_buffer_ struct buffer plan = { 0 };
	struct text rest, line;
	int r;

	if (!debug || strcmp(debug, "plan") != 0)
		return 0;
	r = explain_query(query, &plan);
	rest = buffer_text(&plan);
	while (r == 0 && text_next_line(&rest, &line))
		message("plan: %.*s", (int)line.length, line.bytes);
	return r;
}

/* Prepares and runs the query. Returns the exit status. */
static int run_query(struct query *query, struct invocation *invocation)
{
	_cleanup_(until_close) struct awaited awaited = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };
	struct pick pick = { 0 };
	int r = prepare_query(query, invocation, &pick, &why);

	if (r == -EINVAL)
		return message_refuse(&why);
	if (r == 0 && roots_check(invocation) != 0)
		return EXIT_PROBLEM;
	if (r == 0 && invocation->query.until != UNTIL_NEVER) {
		r = until_open(&awaited, query);
		query->pause = until_pause;
		query->hold = until_hold;
		query->arg = &awaited;
	}
	if (r == 0)
		r = explain(query);
	if (r == 0)
		return run_picked(query, invocation, &pick.keys);
	fault_tell(&invocation->faults, NULL, r);
	return EXIT_PROBLEM;
}

int query_command_run(struct invocation *invocation)
{
	struct selection *selection = &invocation->selection;
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
	r = run_query(&query, invocation);
	query_done(&query);
	return r;
}

int query_list_columns(struct invocation *invocation)
{
	static const struct view columns_view = {
		.name = "columns",
		.collector = &describe_collector,
		.columns = describe_columns,
		.table = "name,type,unit,help",
	};
	const struct command *command = invocation->command;
	struct collector rows = { .name = command->name };
	struct describe_options options = { .collector = &rows, .defaults = "" };
	_cleanup_described_ struct described described = { 0 };

	if (!invocation->view) {
		invocation->query.n_where = 0; /* the filter of an action is about processes */
		if (command->fields(invocation, &rows.fields, &rows.n_fields) < 0) {
			message_error(NULL, -ENOMEM);
			return EXIT_PROBLEM;
		}
	} else {
		options.collector = invocation->view->collector;
		options.defaults = invocation->view->columns;
		if (described_choose(invocation, &described) < 0) {
			message_error(NULL, -ENOMEM);
			return EXIT_PROBLEM;
		}
		options.only = described.only;
	}
	invocation->view = &columns_view;
	invocation->collector_options = &options;
	invocation->selection = (struct selection){ 0 };
	return query_command_run(invocation);
}
