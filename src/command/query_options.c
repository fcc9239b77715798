/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Query options: columns, filter, order, groups, samples, checks. */
#include <errno.h>

#include "command/option_rows.h"
#include "command/options.h"
#include "write/formats.h"

enum {
	KEY_TEMPLATE = 0x200,
	KEY_STATE,
	KEY_SCHEMA,
	KEY_HOST_COLUMN,
	KEY_HAVING,
	KEY_GRAPH,
	KEY_WARNING,
	KEY_CRITICAL,
	KEY_UNTIL,
	KEY_TIMEOUT,
};

static const struct argp_option query_options[] = {
	{ 0, 0, 0, 0, "Rows and columns:", 2 },
	{ "output", 'o', "LIST", 0, "print these columns; +LIST: add them; all: every column", 2 },
	{ "where", 'w', "EXPR", 0, "print rows for which EXPR holds, such as 'rss > 100M'", 2 },
	{ "sort", 'S', "LIST", 0, "sort by these columns; -NAME: descending", 2 },
	{ "group-by", 'g', "LIST", 0, "make one row of all rows that have the same LIST", 2 },
	{ "having", KEY_HAVING, "EXPR", 0, "print groups for which EXPR holds", 2 },
	{ "limit", 'l', "N", 0, "print at most N rows, after sorting", 2 },
	{ "host-column", KEY_HOST_COLUMN, 0, 0, "begin each row with the name of the host", 2 },
	{ "template", KEY_TEMPLATE, "TEXT", 0,
	  "print TEXT for each row, with {COLUMN} filled in; \\t \\n \\0", 2 },
	{ "null", '0', 0, 0, "end rows with NUL, of one column, TSV or a template", 2 },
	{ "vertical", 'x', 0, 0, "print each column on a line, rows apart by a blank line", 2 },
	{ "quiet", 'q', 0, 0, "print nothing; the status tells whether a row matched", 2 },
	{ "list-columns", 'H', 0, 0, "list the columns of the view", 2 },
	{ "schema", KEY_SCHEMA, 0, 0, "print the JSON Schema of the JSON output", 2 },
	{ 0, 0, 0, 0, "Samples and reports:", 3 },
	{ "interval", 'i', "DURATION", 0, "time between samples and reports (0.5s)", 3 },
	{ "count", 'c', "N", 0, "print N reports; 0: until interrupted (1)", 3 },
	{ "watch", 'W', "DURATION", OPTION_ARG_OPTIONAL, "redraw until interrupted (2s)", 3 },
	{ "graph", KEY_GRAPH, 0, 0, "on a terminal, watch percentages as graphs over time", 3 },
	{ "state", KEY_STATE, "FILE", 0,
	  "print rates since the run that wrote FILE, without a pause", 3 },
	{ "until", KEY_UNTIL, "WHEN", 0, "repeat until a row matches (any), or none does (none)",
	  3 },
	{ "timeout", KEY_TIMEOUT, "DURATION", 0, "with --until: give up with status 124", 3 },
	{ "warning", KEY_WARNING, "EXPR", 0, "check rows: warn (status 1) if EXPR holds for one",
	  3 },
	{ "critical", KEY_CRITICAL, "EXPR", 0,
	  "check rows: critical (status 2) if EXPR holds for one", 3 },
	{ 0 },
};

error_t options_add_where(struct invocation *invocation, const char *expression)
{
	size_t n = invocation->query.n_where;
	const char **where = arena_grow(&invocation->memory, invocation->where, n, sizeof(*where));

	if (!where)
		return ENOMEM;
	where[n] = expression;
	invocation->where = where;
	invocation->query.where = where;
	invocation->query.n_where = n + 1;
	return 0;
}

static error_t set_where(struct invocation *invocation, const char *expression, void *ret _unused_)
{
	return options_add_where(invocation, expression);
}

static error_t set_template(struct invocation *invocation, const char *template, void *ret)
{
	invocation->writer = &template_writer;
	return option_set_text(invocation, template, ret);
}

static error_t set_null(struct invocation *invocation, const char *argument _unused_,
                        void *ret _unused_)
{
	invocation->output.with_null = true;
	invocation->output.without_headings = true;
	return 0;
}

static error_t set_watch(struct invocation *invocation, const char *interval, void *ret)
{
	struct query_options *query = &invocation->query;

	query->is_watch = true;
	query->count = some_u64(0);
	return option_set_duration(invocation, interval, ret);
}

static error_t set_until(struct invocation *invocation, const char *when, void *ret _unused_)
{
	static const char *const words[] = { "any", "none", NULL };

	if (strcmp(when, "any") != 0 && strcmp(when, "none") != 0)
		return options_refuse_word(invocation, "value of --until", when, words);
	invocation->query.until = when[0] == 'a' ? UNTIL_ANY : UNTIL_NONE;
	return 0;
}

#define SETS(member, ...)            OPTION(struct invocation, member, __VA_ARGS__)
#define SETS_BY(setter, member, ...) OPTION_BY(setter, struct invocation, member, __VA_ARGS__)

static const struct option_row query_rows[] = {
	SETS(query.columns, .key = 'o'),
	SETS_BY(set_where, where, .key = 'w'),
	SETS(query.sort, .key = 'S'),
	SETS(query.group, .key = 'g'),
	SETS(query.conditions[CONDITION_HAVING], .key = KEY_HAVING),
	SETS(query.limit, .key = 'l'),
	SETS(is_showing_host, .key = KEY_HOST_COLUMN),
	SETS_BY(set_template, template, .key = KEY_TEMPLATE),
	SETS_BY(set_null, output, .key = '0'),
	SETS(output.is_vertical, .key = 'x'),
	SETS(query.is_quiet, .key = 'q'),
	SETS(is_listing_columns, .key = 'H'),
	SETS(is_schema, .key = KEY_SCHEMA),
	SETS(query.interval, .key = 'i'),
	SETS(query.count, .key = 'c'),
	SETS_BY(set_watch, query.interval, .key = 'W', .value = "2"),
	SETS(is_graph, .key = KEY_GRAPH),
	SETS(query.state, .key = KEY_STATE, .name = "--state", .is_file = true),
	SETS_BY(set_until, query.until, .key = KEY_UNTIL),
	SETS(query.timeout, .key = KEY_TIMEOUT),
	SETS(query.conditions[CONDITION_WARNING], .key = KEY_WARNING),
	SETS(query.conditions[CONDITION_CRITICAL], .key = KEY_CRITICAL),
	{ 0 },
};

static error_t parse_query(int key, char *argument, struct argp_state *state)
{
	return option_rows_parse(query_rows, key, argument, state->input, state->input);
}

/* ---- actions ---- */

/* The filter of actions that select processes. */
static const struct argp_option where_options[] = {
	{ "where", 'w', "EXPR", 0, "select processes for which EXPR holds: 'rss > 1G'", 4 },
	{ 0 },
};

static const struct option_row where_rows[] = {
	SETS_BY(set_where, where, .key = 'w'),
	{ 0 },
};

static error_t parse_where(int key, char *argument, struct argp_state *state)
{
	return option_rows_parse(where_rows, key, argument, state->input, state->input);
}

static const struct argp_option action_options[] = {
	{ "list-columns", 'H', 0, 0, "list the columns of the report", 1 },
	{ 0 },
};

static const struct option_row action_rows[] = {
	SETS(is_listing_columns, .key = 'H'),
	{ 0 },
};

static error_t parse_action(int key, char *argument, struct argp_state *state)
{
	return option_rows_parse(action_rows, key, argument, state->input, state->input);
}

const struct argp action_argp = { .options = action_options, .parser = parse_action };

const struct argp where_argp = { .options = where_options, .parser = parse_where };

const struct argp query_argp = { .options = query_options, .parser = parse_query };
