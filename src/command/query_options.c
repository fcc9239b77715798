/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Query options: columns, filter, order, groups, samples, checks. */
#include <errno.h>

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
	{ "output", 'o', "LIST", 0, "columns, separated by commas; +LIST adds; all", 2 },
	{ "where", 'w', "EXPR", 0, "only rows for which EXPR holds, such as 'rss > 100M'", 2 },
	{ "sort", 'S', "LIST", 0, "sort by columns, -NAME descending", 2 },
	{ "group-by", 'g', "LIST", 0, "a row for all that have the same LIST", 2 },
	{ "having", KEY_HAVING, "EXPR", 0, "only groups for which EXPR holds", 2 },
	{ "limit", 'l', "N", 0, "at most N rows, after sorting", 2 },
	{ "host-column", KEY_HOST_COLUMN, 0, 0, "begin each row with the name of the host", 2 },
	{ "template", KEY_TEMPLATE, "TEXT", 0,
	  "a line of TEXT for each row, {COLUMN} filled in; \\t \\n \\0", 2 },
	{ "null", '0', 0, 0, "one column, tsv, template: rows end in NUL", 2 },
	{ "vertical", 'x', 0, 0, "a name and a value a line, a blank line between rows", 2 },
	{ "quiet", 'q', 0, 0, "print nothing; the status tells whether a row matched", 2 },
	{ "list-columns", 'H', 0, 0, "list the columns of the view", 2 },
	{ "schema", KEY_SCHEMA, 0, 0, "print the JSON Schema of what --json prints", 2 },
	{ 0, 0, 0, 0, "Samples and reports:", 3 },
	{ "interval", 'i', "DURATION", 0, "time between samples and reports (0.5s)", 3 },
	{ "count", 'c', "N", 0, "N reports, 0: until interrupted (1)", 3 },
	{ "watch", 'W', "DURATION", OPTION_ARG_OPTIONAL, "redraw until interrupted (2s)", 3 },
	{ "graph", KEY_GRAPH, 0, 0, "on a terminal, watch percentages as a graph of what they were",
	  3 },
	{ "state", KEY_STATE, "FILE", 0, "rates since the run that left FILE, without sleeping",
	  3 },
	{ "until", KEY_UNTIL, "WHEN", 0, "ask again until a row matches (any), or none does (none)",
	  3 },
	{ "timeout", KEY_TIMEOUT, "DURATION", 0, "of --until: give up with status 124", 3 },
	{ "warning", KEY_WARNING, "EXPR", 0, "a check: rows for which EXPR holds warn (status 1)",
	  3 },
	{ "critical", KEY_CRITICAL, "EXPR", 0, "a check: such rows are critical (status 2)", 3 },
	{ 0 },
};

/* Options that set one member of the invocation, and nothing else. */
static const struct setting {
	int key;
	enum { SETS_TEXT, SETS_FLAG, SETS_COUNT, SETS_DURATION } kind;
	size_t offset;
} settings[] = {
#define SETS(key, kind, member)                                    \
	{                                                          \
		(key), (kind), offsetof(struct invocation, member) \
	}
	SETS('o', SETS_TEXT, query.columns),
	SETS('S', SETS_TEXT, query.sort),
	SETS('g', SETS_TEXT, query.group),
	SETS(KEY_HAVING, SETS_TEXT, query.conditions[CONDITION_HAVING]),
	SETS(KEY_WARNING, SETS_TEXT, query.conditions[CONDITION_WARNING]),
	SETS(KEY_CRITICAL, SETS_TEXT, query.conditions[CONDITION_CRITICAL]),
	SETS('l', SETS_COUNT, query.limit),
	SETS('q', SETS_FLAG, query.is_quiet),
	SETS('H', SETS_FLAG, is_listing_columns),
	SETS('x', SETS_FLAG, output.is_vertical),
	SETS(KEY_HOST_COLUMN, SETS_FLAG, is_showing_host),
	SETS(KEY_SCHEMA, SETS_FLAG, is_schema),
	SETS(KEY_GRAPH, SETS_FLAG, is_graph),
	SETS('i', SETS_DURATION, query.interval),
	SETS('c', SETS_COUNT, query.count),
	SETS(KEY_TIMEOUT, SETS_DURATION, query.timeout),
#undef SETS
};

static error_t set(struct invocation *invocation, const struct setting *setting, char *argument)
{
	void *member = (char *)invocation + setting->offset;

	switch (setting->kind) {
	case SETS_TEXT:
		*(const char **)member = argument;
		return 0;
	case SETS_FLAG:
		*(bool *)member = true;
		return 0;
	case SETS_COUNT:
		return options_count(invocation, argument, member);
	case SETS_DURATION:
		break;
	}
	return options_duration(invocation, argument, member);
}

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

/* Of actions: the selection may ask for more than the options below. */
static const struct argp_option where_options[] = {
	{ "where", 'w', "EXPR", 0, "only processes for which EXPR holds, such as 'rss > 1G'", 4 },
	{ 0 },
};

static error_t parse_where(int key, char *argument, struct argp_state *state)
{
	return key == 'w' ? options_add_where(state->input, argument) : ARGP_ERR_UNKNOWN;
}

static const struct argp_option action_options[] = {
	{ "list-columns", 'H', 0, 0, "list the columns of the report", 1 },
	{ 0 },
};

static error_t parse_action(int key, char *argument _unused_, struct argp_state *state)
{
	struct invocation *invocation = state->input;

	if (key != 'H')
		return ARGP_ERR_UNKNOWN;
	invocation->is_listing_columns = true;
	return 0;
}

const struct argp action_argp = { .options = action_options, .parser = parse_action };

const struct argp where_argp = { .options = where_options, .parser = parse_where };

static error_t set_watch(struct invocation *invocation, const char *argument)
{
	struct query_options *query = &invocation->query;

	query->is_watch = true;
	query->count = some_u64(0);
	return options_duration(invocation, argument ? argument : "2", &query->interval);
}

static error_t set_until(struct invocation *invocation, const char *argument)
{
	static const char *const words[] = { "any", "none", NULL };

	if (strcmp(argument, "any") != 0 && strcmp(argument, "none") != 0)
		return options_refuse_word(invocation, "value of --until", argument, words);
	invocation->query.until = argument[0] == 'a' ? UNTIL_ANY : UNTIL_NONE;
	return 0;
}

static error_t parse_query(int key, char *argument, struct argp_state *state)
{
	struct invocation *invocation = state->input;

	for (size_t n = 0; n < ARRAY_SIZE(settings); n++)
		if (settings[n].key == key)
			return set(invocation, &settings[n], argument);
	switch (key) {
	case 'w':
		return options_add_where(invocation, argument);
	case KEY_TEMPLATE:
		invocation->template = argument;
		invocation->writer = &template_writer;
		return 0;
	case '0':
		invocation->output.with_null = true;
		invocation->output.without_headings = true;
		return 0;
	case 'W':
		return set_watch(invocation, argument);
	case KEY_UNTIL:
		return set_until(invocation, argument);
	case KEY_STATE:
		invocation->query.state = argument;
		return options_file(invocation, "--state");
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp query_argp = { .options = query_options, .parser = parse_query };
