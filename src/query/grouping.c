/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grouping: keys, aggregates, and the columns and conditions that use them. */
#include "query/grouping.h"

#include <errno.h>

#include "base/mark.h"
#include "query/expression_node.h"

void grouping_done(struct grouping *grouping)
{
	columns_done(&grouping->keys);
	expression_pool_done(&grouping->pool);
	*grouping = (struct grouping){ 0 };
}

/* ---- keys ---- */

/* Refuses aggregates, and structs, lists of structs and maps, which are no single values. */
static int check_key(const struct column *key, struct buffer *why)
{
	const struct expression *aggregate = expression_aggregate(key->expression);
	enum type type = field_type(key->field);

	if (aggregate)
		return node_refuse(aggregate, why,
		                   "an aggregate cannot be a key of -g; use it in --having or -o");
	if (type <= TYPE_TEXT || key->field->kind == KIND_TEXTS || key->field->kind == KIND_NUMBERS)
		return 0;
	return node_refuse(key->expression, why,
	                   "'%s' is not a single value: group by one of its members", key->name);
}

int grouping_parse_keys(struct grouping *grouping, const struct collector *collector,
                        const char *list, struct buffer *why)
{
	struct scope scope = { .collector = collector, .is_keys = true };
	int r = columns_parse(&scope, NULL, list, &grouping->keys, why);

	for (size_t n = 0; n < grouping->keys.n && r == 0; n++)
		r = check_key(&grouping->keys.items[n], why);
	grouping->is_on = true;
	return r;
}

/* ---- the columns without -o ---- */

/* Whether a sum makes sense: of bytes, seconds, rates, shares of CPUs; not of IDs or ages. */
static bool is_amount(const struct field *field)
{
	enum type type = field_type(field);

	if (type > TYPE_FLOAT || field->gauge == GAUGE_PERCENT)
		return false;
	switch (field->unit) {
	case UNIT_BYTES:
	case UNIT_SECONDS:
	case UNIT_MILLISECONDS:
	case UNIT_MICROSECONDS:
	case UNIT_PERCENT:
	case UNIT_WATT:
	case UNIT_JOULE:
	case UNIT_BYTES_PER_SECOND:
	case UNIT_PER_SECOND:
		return true;
	default:
		return field->is_counter;
	}
}

static int add_names(const struct columns *keys, struct buffer *ret)
{
	int r = 0;

	for (size_t n = 0; n < keys->n && r == 0; n++)
		r = buffer_add_format(ret, "%s,", keys->items[n].name);
	return r < 0 ? r : buffer_add(ret, TEXT("count()"));
}

int grouping_defaults(struct grouping *grouping, const struct collector *collector,
                      const char *defaults, const char **ret)
{
	struct scope scope = { .collector = collector };
	_cleanup_columns_ struct columns columns = { 0 };
	_cleanup_buffer_ struct buffer list = { 0 }, why = { 0 };
	struct text copy;
	int r = columns_parse(&scope, defaults, NULL, &columns, &why);

	if (r == 0)
		r = add_names(&grouping->keys, &list);
	for (size_t n = 0; n < columns.n && r == 0; n++)
		if (is_amount(columns.items[n].field) &&
		    !columns_have(&grouping->keys, columns.items[n].name))
			r = buffer_add_format(&list, ",sum(%s)", columns.items[n].name);
	if (r == 0)
		r = arena_copy(&grouping->pool.arena, buffer_text(&list), &copy);
	if (r == 0)
		*ret = copy.bytes;
	return r;
}

int grouping_parse_condition(struct grouping *grouping, enum condition which,
                             const struct collector *collector, const struct columns *named,
                             const char *expression, struct buffer *why)
{
	struct scope scope = { .collector = collector, .named = named };

	if (grouping->is_on)
		scope.keys = &grouping->keys;
	return expression_parse_condition(&grouping->pool, &scope, text_of(expression),
	                                  &grouping->conditions[which], why);
}

/* ---- columns, order and conditions of groups ---- */

static int add_aggregate(struct grouping *grouping, struct expression *node)
{
	struct expression **aggregates;
	size_t place = 0;

	while (place < grouping->n_aggregates &&
	       !expression_equal(grouping->aggregates[place], node))
		place++;
	node->slot = grouping->keys.n + place;
	if (place < grouping->n_aggregates)
		return 0;
	aggregates =
		arena_grow(&grouping->pool.arena, grouping->aggregates, place, sizeof(*aggregates));
	if (!aggregates)
		return -ENOMEM;
	aggregates[place] = node;
	grouping->aggregates = aggregates;
	grouping->n_aggregates++;
	return 0;
}

/* Turns an expression that is equal to a key into that key. */
static bool become_key(const struct grouping *grouping, struct expression *node)
{
	for (size_t n = 0; n < grouping->keys.n; n++)
		if (expression_equal(grouping->keys.items[n].expression, node)) {
			node->kind = NODE_KEY;
			node->slot = n;
			node->n_arguments = 0;
			return true;
		}
	return node->kind == NODE_KEY;
}

/* WRITTEN: where the user wrote the name, to be marked; NULL: "all" or a default. */
static int refuse(struct text name, const struct expression *written, struct buffer *why)
{
	int r = buffer_add_format(why,
	                          "'%.*s' belongs to single rows, not to groups: add it to -g, "
	                          "or use an aggregate, such as any(%.*s)",
	                          (int)name.length, name.bytes, (int)name.length, name.bytes);

	if (r == 0 && written)
		r = mark_add(why, written->whole, written->place);
	return r < 0 ? r : -EINVAL;
}

static int bind_node(struct grouping *grouping, struct expression *node, struct buffer *why)
{
	int r = 0;

	if (node->kind == NODE_AGGREGATE)
		return add_aggregate(grouping, node);
	if (grouping->is_on && become_key(grouping, node))
		return 0;
	if (grouping->is_on && (node->kind == NODE_FIELD || node->kind == NODE_EACH))
		return refuse(node->place, node, why);
	for (size_t n = 0; n < node->n_arguments && r == 0; n++)
		r = bind_node(grouping, node->arguments[n], why);
	return r;
}

/* A column without an expression is a field of a record, which groups do not have. */
static int bind_columns(struct grouping *grouping, const struct columns *columns,
                        struct buffer *why)
{
	int r = 0;

	for (size_t n = 0; n < columns->n && r == 0; n++) {
		const struct column *column = &columns->items[n];

		if (column->expression)
			r = bind_node(grouping, (struct expression *)column->expression, why);
		else if (grouping->is_on)
			r = refuse(text_of(column->name), column->written, why);
	}
	return r;
}

static bool any_aggregate(const struct columns *columns)
{
	for (size_t n = 0; n < columns->n; n++)
		if (columns->items[n].expression &&
		    expression_aggregate(columns->items[n].expression))
			return true;
	return false;
}

static bool any_condition(const struct grouping *grouping)
{
	for (size_t n = 0; n < N_CONDITIONS; n++)
		if (grouping->conditions[n] && expression_aggregate(grouping->conditions[n]))
			return true;
	return false;
}

static int bind_all(struct grouping *grouping, const struct columns *columns,
                    const struct order *order, struct buffer *why)
{
	int r = bind_columns(grouping, columns, why);

	if (r == 0)
		r = bind_columns(grouping, &order->columns, why);
	for (size_t n = 0; n < N_CONDITIONS && r == 0; n++)
		if (grouping->conditions[n])
			r = bind_node(grouping, grouping->conditions[n], why);
	return r;
}

int grouping_bind(struct grouping *grouping, bool is_nested, const struct columns *columns,
                  const struct order *order, struct buffer *why)
{
	bool is_of_one = any_aggregate(columns) || any_aggregate(&order->columns);
	bool has_aggregates = is_of_one || any_condition(grouping);
	bool has_having = grouping->conditions[CONDITION_HAVING];
	int r;

	if (!grouping->is_on && !has_aggregates && !has_having)
		return 0;
	if (has_having && (is_nested || !is_of_one) && !grouping->is_on) {
		r = buffer_add(why, TEXT("--having filters groups, which -g makes"));
		return r < 0 ? r : -EINVAL;
	}
	grouping->is_on = grouping->is_on || !is_nested;
	return bind_all(grouping, columns, order, why);
}

int grouping_key_column(struct grouping *grouping, size_t n, struct columns *ret)
{
	struct column column = grouping->keys.items[n];
	struct expression *node = arena_alloc(&grouping->pool.arena, sizeof(*node));

	if (!node)
		return -ENOMEM;
	*node = (struct expression){ .kind = NODE_KEY, .type = column.field, .slot = n };
	column.expression = node;
	return columns_append(ret, &column);
}

uint64_t grouping_sources(const struct grouping *grouping, const struct collector *collector)
{
	uint64_t sources = columns_sources(collector, &grouping->keys);

	for (size_t n = 0; n < grouping->n_aggregates; n++)
		sources |= expression_sources(collector, grouping->aggregates[n]);
	for (size_t n = 0; n < N_CONDITIONS; n++)
		if (grouping->conditions[n])
			sources |= expression_sources(collector, grouping->conditions[n]);
	return sources;
}
