/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzz: expressions: conditions, columns and sort keys, parsed and evaluated over a made-up record.
 */
#include "fuzz.h"

#include <errno.h>
#include <math.h>

#include "../unit/things.h"
#include "query/group.h"
#include "query/order.h"
#include "query/where.h"

/* The arguments of options end in a zero byte. */
static char *string_of(struct text text)
{
	char *string = strndup(text.length > 0 ? text.bytes : "", text.length);

	MUST(string);
	return string;
}

/* Where a text is refused, the reason is given, and only there. */
static void check_result(int r, const struct buffer *why)
{
	MUST(r == 0 || r == -EINVAL);
	MUST((r == 0) == (why->length == 0));
}

static void check_value(const struct field *type, const struct value *value)
{
	MUST(value->is <= PRESENT);
	if (value->is == PRESENT && field_type(type) == TYPE_FLOAT)
		MUST(isfinite(value->f));
}

static void evaluate_columns(const struct columns *columns)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct evaluation evaluation = { .record = &thing, .arena = &arena, .shown = columns };
	struct value value;

	for (size_t n = 0; n < columns->n; n++) {
		column_value(&columns->items[n], &evaluation, &value);
		MUST(evaluation.error == 0);
		check_value(columns->items[n].field, &value);
	}
}

static void parse_condition(struct text text)
{
	_cleanup_free_ char *string = string_of(text);
	_cleanup_where_ struct where where = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };
	struct columns shown = { 0 };
	int r = where_add(&where, &things, NULL, string, &why);

	check_result(r, &why);
	where.shown = &shown;
	if (r == 0)
		MUST(where_holds(&where, &thing) >= 0);
}

static void parse_columns(struct text text)
{
	_cleanup_free_ char *string = string_of(text);
	_cleanup_columns_ struct columns columns = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };
	struct scope scope = { .collector = &things };
	_cleanup_(grouping_done) struct grouping grouping = { 0 };
	struct order none = { 0 };
	int r = columns_parse(&scope, "pid,name", string, &columns, &why);

	if (r == 0)
		r = grouping_bind(&grouping, false, &columns, &none, &why);
	check_result(r, &why);
	if (r == 0 && grouping.n_aggregates == 0)
		evaluate_columns(&columns);
}

static void parse_order(struct text text)
{
	_cleanup_free_ char *string = string_of(text);
	_cleanup_buffer_ struct buffer why = { 0 };
	_cleanup_(grouping_done) struct grouping grouping = { 0 };
	struct columns none = { 0 };
	struct order order = { 0 };
	int r = order_parse(&(struct scope){ .collector = &things }, string, &order, &why);

	if (r == 0)
		r = grouping_bind(&grouping, false, &none, &order, &why);
	check_result(r, &why);
	if (r == 0 && grouping.n_aggregates == 0) /* else they are values of groups */
		evaluate_columns(&order.columns);
	order_done(&order);
}

/* KEYS;COLUMNS;HAVING of groups, which take the record twice. */
static void parse_groups(struct text text)
{
	_cleanup_free_ char *string = string_of(text);
	_cleanup_(grouping_done) struct grouping grouping = { 0 };
	_cleanup_(groups_done) struct groups groups = { 0 };
	_cleanup_columns_ struct columns columns = { 0 };
	_cleanup_buffer_ struct buffer why = { 0 };
	_cleanup_arena_ struct arena arena = { 0 };
	struct scope scope = { .collector = &things, .keys = &grouping.keys };
	struct evaluation evaluation = { .record = &thing, .arena = &arena, .shown = &columns };
	struct order order = { 0 };
	char *list = strchr(string, ';'), *having = list ? strchr(list + 1, ';') : NULL;
	int r;

	if (!having)
		return;
	*list++ = *having++ = '\0';
	r = grouping_parse_keys(&grouping, &things, string, &why);
	if (r == 0)
		r = columns_parse(&scope, "count()", list, &columns, &why);
	if (r == 0 && *having)
		r = grouping_parse_condition(&grouping, CONDITION_HAVING, &things, &columns, having,
		                             &why);
	if (r == 0)
		r = grouping_bind(&grouping, false, &columns, &order, &why);
	check_result(r, &why);
	if (r < 0)
		return;
	MUST(groups_begin(&groups, &grouping) == 0);
	MUST(groups_add(&groups, &evaluation) == 0 && groups_add(&groups, &evaluation) == 0);
	MUST(groups_finish(&groups) == 0 && groups.n == 1);
	evaluation.group = groups.items[0].values;
	for (size_t n = 0; n < columns.n; n++) {
		struct value value;

		column_value(&columns.items[n], &evaluation, &value);
		check_value(columns.items[n].field, &value);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static void (*const parsers[])(struct text text) = { parse_condition, parse_columns,
		                                             parse_order, parse_groups };

	return fuzz_choose(bytes, size, parsers, ARRAY_SIZE(parsers));
}
