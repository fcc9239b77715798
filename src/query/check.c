/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check: the values that --warning and --critical look at, and their ranges. */
#include "query/check.h"

#include <errno.h>

#include "base/decimal.h"
#include "model/compare.h"
#include "query/expression_node.h"

static bool is_number(const struct expression *node)
{
	return node->kind != NODE_CONSTANT && field_type(node->type) <= TYPE_FLOAT &&
	       expression_shape(node) == SHAPE_NUMBER;
}

/* ---- the columns ---- */

struct showing {
	struct columns *columns;
	int error;
};

/* Shows a number that has a name; of a calculated value, the numbers that it is made of. */
static void show_numbers(struct showing *showing, struct expression *node)
{
	struct column column = { .field = node->type, .expression = node };
	bool has_name = is_number(node) && column_name_call(node, column.name, sizeof(column.name));

	if (has_name && showing->error == 0)
		showing->error = columns_add_described(showing->columns, &column);
	for (size_t n = 0; !has_name && n < node->n_arguments; n++)
		show_numbers(showing, node->arguments[n]);
}

int check_show_numbers(struct query *query)
{
	struct columns columns = { 0 };
	struct showing showing = { .columns = &columns };

	for (int n = CONDITION_CRITICAL; n >= CONDITION_WARNING; n--)
		if (query->grouping.conditions[n])
			show_numbers(&showing, query->grouping.conditions[n]);
	expression_pool_adopt(&columns.pool, &query->columns.pool);
	query->columns = columns;
	return showing.error;
}

/* ---- ranges ---- */

static bool is_column(const struct column *column, const struct expression *node)
{
	if (column->expression)
		return expression_equal(column->expression, node);
	return node->kind == NODE_FIELD && node->type == column->field;
}

/* Whether values may be below 0, where the range "80" would alert too. */
static bool is_signed(const struct column *column, double limit)
{
	switch (column->field->unit) {
	case UNIT_CELSIUS:
	case UNIT_FAHRENHEIT:
	case UNIT_VOLT:
	case UNIT_AMPERE:
	case UNIT_WATT:
		return true;
	default:
		return field_type(column->field) == TYPE_INT || limit < 0;
	}
}

/*
 * The format of a range as monitoring plugins write it: "80" alerts above 80 and below 0, "~:80"
 * above 80 only, "80:" below 80; "@" inverts a range.
 */
static const char *range_of(enum comparison comparison, bool has_sign)
{
	switch (comparison) {
	case ABOVE:
		return has_sign ? "~:%s" : "%s";
	case AT_LEAST:
		return "@%s:";
	case BELOW:
		return "%s:";
	case AT_MOST:
		return "@~:%s";
	case IS:
		return "@%s:%s";
	case IS_NOT:
		break;
	}
	return "%s:%s";
}

static int add_range(const struct column *column, const struct expression *condition,
                     struct arena *arena, struct text *ret)
{
	const struct expression *limit = condition->arguments[1];
	double number = value_double(field_type(limit->type), &limit->constant);
	_cleanup_buffer_ struct buffer digits = { 0 }, range = { 0 };
	const char *form = range_of(condition->comparison, is_signed(column, number));
	int r = decimal_add_double(&digits, number);

	if (r == 0)
		r = buffer_add_byte(&digits, '\0');
	for (const char *c = form; *c && r == 0; c++)
		if (*c == '%') {
			r = buffer_add(&range, text_of(digits.text));
			c++;
		} else {
			r = buffer_add_byte(&range, *c);
		}
	return r < 0 ? r : arena_copy(arena, buffer_text(&range), ret);
}

/* Whether the condition compares the column with a constant, which makes a range. */
static bool has_range(const struct column *column, const struct expression *condition)
{
	return condition && condition->kind == NODE_COMPARE &&
	       is_column(column, condition->arguments[0]) &&
	       condition->arguments[1]->kind == NODE_CONSTANT &&
	       condition->arguments[1]->constant.is == PRESENT;
}

static bool is_measured(const struct column *column)
{
	return field_type(column->field) <= TYPE_FLOAT && column->field->unit != UNIT_EPOCH;
}

int check_measure(const struct query *query, size_t n_labels, struct arena *arena,
                  const struct measure **ret)
{
	static const enum condition conditions[N_LEVELS] = {
		[LEVEL_WARNING] = CONDITION_WARNING, [LEVEL_CRITICAL] = CONDITION_CRITICAL
	};
	struct measure *measures = arena_array(arena, query->columns.n, sizeof(*measures));
	int r = measures ? 0 : -ENOMEM;

	for (size_t n = n_labels; n < query->columns.n && r == 0; n++) {
		const struct column *column = &query->columns.items[n];

		measures[n].is_measured = is_measured(column);
		for (int level = LEVEL_WARNING; level < N_LEVELS && r == 0; level++) {
			const struct expression *condition =
				query->grouping.conditions[conditions[level]];

			if (measures[n].is_measured && has_range(column, condition))
				r = add_range(column, condition, arena, &measures[n].ranges[level]);
		}
	}
	*ret = measures;
	return r;
}
