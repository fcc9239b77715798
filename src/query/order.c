/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Order: sorts rows by expressions. */
#include "query/order.h"

#include <errno.h>

#include "model/compare.h"
#include "query/expression_node.h"
#include "query/row.h"

/* A row with its keys. qsort_r(3) is not stable: the index before sorting orders equal rows. */
struct place {
	struct row row;
	const struct value *keys;
	size_t index;
};

void order_done(struct order *order)
{
	columns_done(&order->columns);
}

struct parsing {
	struct order *order;
	struct buffer *why;
};

static int add_key(void *arg, const struct expression_item *item)
{
	struct parsing *parsing = arg;
	struct order *order = parsing->order;
	struct column column = { .field = expression_type(item->root), .expression = item->root };
	enum shape shape = expression_shape(item->root);
	int r;

	if (item->root->kind == NODE_EACH || shape == SHAPE_STRUCT)
		return node_refuse(item->root, parsing->why,
		                   "'%.*s' is %s, which has no order: sort by one of its members, "
		                   "or by length()",
		                   (int)item->root->place.length, item->root->place.bytes,
		                   node_words(item->root));

	if (order->columns.n == MOST_SORT_KEYS) {
		r = buffer_add_format(parsing->why, "more than %d sort keys", MOST_SORT_KEYS);
		return r < 0 ? r : -EINVAL;
	}
	order->is_descending[order->columns.n] = item->is_descending;
	return columns_append(&order->columns, &column);
}

int order_parse(const struct scope *scope, const char *list, struct order *ret, struct buffer *why)
{
	struct order order = { 0 };
	struct parsing parsing = { .order = &order, .why = why };
	int r = expression_parse_list(&order.columns.pool, scope, LIST_OF_SORT_KEYS, list, add_key,
	                              &parsing, why);

	if (r < 0) {
		order_done(&order);
		return r;
	}
	*ret = order;
	return 0;
}

static int compare_places(const void *left, const void *right, void *arg)
{
	const struct place *a = left, *b = right;
	const struct order *order = arg;

	for (size_t n = 0; n < order->columns.n; n++) {
		const struct field *field = order->columns.items[n].field;
		const struct value *x = &a->keys[n], *y = &b->keys[n];
		int r;

		if (x->is != PRESENT || y->is != PRESENT) {
			if ((x->is == PRESENT) != (y->is == PRESENT))
				return x->is == PRESENT ? -1 : 1;
			continue;
		}
		r = value_compare(field, x, field, y);
		if (r != 0)
			return order->is_descending[n] ? -r : r;
	}
	return (a->index > b->index) - (a->index < b->index);
}

static const struct value *keys_of(const struct order *order, struct evaluation *evaluation)
{
	struct value *keys = arena_array(evaluation->arena, order->columns.n, sizeof(*keys));

	for (size_t n = 0; keys && n < order->columns.n; n++)
		column_value(&order->columns.items[n], evaluation, &keys[n]);
	return evaluation->error < 0 ? NULL : keys;
}

int order_sort(const struct order *order, struct evaluation *evaluation, struct row *rows, size_t n)
{
	_cleanup_free_ struct place *places = reallocarray(NULL, n + 1, sizeof(*places));

	if (!places)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++) {
		row_evaluate(&rows[i], evaluation);
		places[i] = (struct place){ .row = rows[i],
			                    .keys = keys_of(order, evaluation),
			                    .index = i };
		if (!places[i].keys)
			return -ENOMEM;
	}
	qsort_r(places, n, sizeof(*places), compare_places, (void *)order);
	for (size_t i = 0; i < n; i++)
		rows[i] = places[i].row;
	return 0;
}
