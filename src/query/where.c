/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where: the filter of rows. */
#include "query/where.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>

#include "base/number.h"
#include "query/expression_node.h"

void where_done(struct where *where)
{
	columns_done(&where->columns);
	expression_pool_done(&where->pool);
	*where = (struct where){ 0 };
}

/* Appends the column that a node names: its sources are read for the filter. */
static int add_column(void *arg, struct expression *node)
{
	struct column column = { .field = node->kind == NODE_EACH ? node->list : node->type };

	if (node->kind != NODE_FIELD && node->kind != NODE_EACH)
		return 0;
	snprintf(column.name, sizeof(column.name), "%.*s", (int)node->place.length,
	         node->place.bytes);
	return columns_add(arg, &column);
}

static int add_condition(struct where *where, struct expression *node)
{
	struct expression **conditions =
		arena_grow(&where->pool.arena, where->conditions, where->n, sizeof(*conditions));

	if (!conditions)
		return -ENOMEM;
	conditions[where->n++] = node;
	where->conditions = conditions;
	return 0;
}

/*
 * Adds a condition; the operands of "and" are added as separate conditions. A chain of "and" leans
 * to the left: its operands come from the right, and are put into their order afterwards.
 */
static int require(struct where *where, struct expression *node)
{
	int r = expression_walk(node, add_column, &where->columns);
	size_t first = where->n;

	for (; r == 0 && node->kind == NODE_AND; node = node->arguments[0])
		r = add_condition(where, node->arguments[1]);
	if (r == 0)
		r = add_condition(where, node);
	for (size_t last = where->n; r == 0 && first + 1 < last; first++) {
		struct expression *swapped = where->conditions[--last];

		where->conditions[last] = where->conditions[first];
		where->conditions[first] = swapped;
	}
	return r;
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_REALTIME, &time);
	return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

int where_add(struct where *where, const struct collector *collector, const struct columns *named,
              const char *expression, struct buffer *why)
{
	struct scope scope = { .collector = collector, .named = named };
	struct expression *node;
	int r = expression_parse_condition(&where->pool, &scope, text_of(expression), &node, why);

	where->made = where->now = now();
	if (r == 0 && expression_aggregate(node))
		return node_refuse(expression_aggregate(node), why,
		                   "-w filters single rows, before they are aggregated; "
		                   "--having filters groups");
	return r < 0 ? r : require(where, node);
}

unsigned where_context(const struct where *where)
{
	unsigned context = 0;

	for (size_t n = 0; n < where->n; n++)
		context |= expression_context(where->conditions[n]);
	return context;
}

/* ---- selectors ---- */

/* Makes a constant of the column's type of a word. */
static int read_word(struct parser *parser, const struct expression *column, struct text word,
                     struct expression **ret)
{
	enum shape shape = type_item_shape(column);
	int r = node_text(parser, word, word, ret);

	if (r < 0 || shape == SHAPE_TEXT)
		return r;
	if (shape == SHAPE_BOOL) {
		(*ret)->type = type_plain(KIND_OPT_BOOL);
		(*ret)->constant =
			(struct value){ .is = PRESENT, .b = text_equal(word, TEXT("true")) };
		return 0;
	}
	(*ret)->type = type_plain(KIND_OPT_U64);
	(*ret)->constant = (struct value){ .is = PRESENT };
	return number_parse_u64(word, &(*ret)->constant.u) == 0
	               ? 0
	               : parser_refuse(parser, word, "'%.*s' is not a number", (int)word.length,
	                               word.bytes);
}

/* Joins one more comparison to the chain of alternatives. */
static int add_alternative(struct parser *parser, const struct alternatives *alternatives,
                           struct text value, struct expression **any)
{
	struct expression *column, *word, *node;
	struct text copy;
	int r = arena_copy(&parser->pool->arena, value, &copy);

	if (r == 0)
		r = node_named(parser, text_of(alternatives->column), &column);
	if (r == 0 && column->kind == NODE_WORD)
		r = node_refuse_name(parser, column->place, column->place);
	if (r == 0 && alternatives->matching == WORD_MATCHES)
		r = node_match(parser, false, column, copy, false, copy, &node);
	if (r == 0 && alternatives->matching == WORD_IS) {
		r = read_word(parser, column, copy, &word);
		if (r == 0)
			r = node_compare(parser, IS, column, word, &node);
	}
	if (r == 0 && *any)
		return node_join(parser, NODE_OR, *any, node, any);
	if (r == 0)
		*any = node;
	return r;
}

int where_add_any(struct where *where, const struct collector *collector,
                  const struct alternatives *alternatives, size_t n, struct buffer *why)
{
	struct scope scope = { .collector = collector };
	struct parser parser = { .pool = &where->pool, .scope = &scope, .why = why };
	struct expression *any = NULL;
	int r = 0;

	for (size_t i = 0; i < n && r == 0; i++)
		for (size_t value = 0; value < alternatives[i].n && r == 0; value++)
			r = add_alternative(&parser, &alternatives[i],
			                    alternatives[i].values[value], &any);
	return r < 0 || !any ? r : require(where, any);
}

static bool is_cheap(const struct collector *collector, const struct expression *condition)
{
	uint64_t sources = expression_sources(collector, condition);

	if (expression_context(condition) & CONTEXT_COLUMNS || expression_has_change(condition))
		return false;
	return !collector_is_expensive(collector, sources);
}

void where_arrange(struct where *where, const struct collector *collector)
{
	where->n_cheap = 0;
	for (size_t n = 0; n < where->n; n++) {
		struct expression *condition = where->conditions[n];
		size_t place = where->n_cheap;

		if (!is_cheap(collector, condition))
			continue;
		memmove(&where->conditions[place + 1], &where->conditions[place],
		        (n - place) * sizeof(condition));
		where->conditions[place] = condition;
		where->n_cheap++;
	}
}

uint64_t where_cheap_sources(const struct where *where, const struct collector *collector)
{
	uint64_t sources = 0;

	for (size_t n = 0; n < where->n_cheap; n++)
		sources |= expression_sources(collector, where->conditions[n]);
	return collector_closure(collector, sources);
}

static int first_hold(const struct where *where, size_t n_conditions, const void *record)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct evaluation evaluation = {
		.record = record,
		.arena = &arena,
		.made = where->made,
		.now = where->now,
		.host = where->host,
		.shown = where->shown,
	};
	bool holds = true;

	for (size_t n = 0; n < n_conditions && holds; n++)
		holds = expression_holds(where->conditions[n], &evaluation);
	return evaluation.error < 0 ? evaluation.error : holds;
}

int where_holds(const struct where *where, const void *record)
{
	return first_hold(where, where->n, record);
}

int where_could_hold(const struct where *where, const void *record)
{
	return first_hold(where, where->n_cheap, record);
}
