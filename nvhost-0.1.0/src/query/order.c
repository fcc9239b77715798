/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Order: sorting rows by columns. */
#include "query/order.h"

#include <errno.h>

#include "model/record.h"

/* qsort_r(3) is not stable: the place before sorting decides between equal rows. */
struct place {
	void *record;
	size_t index;
};

void order_done(struct order *order)
{
	columns_done(&order->columns);
}

int order_parse(const struct collector *collector, const char *list, struct order *ret,
                struct buffer *why)
{
	struct text rest = text_of(list), name;
	struct order order = { 0 };
	bool is_more = true;
	int r = 0;

	while (is_more && r == 0) {
		struct column column;
		size_t n = order.columns.n;

		is_more = text_cut(rest, ',', &name, &rest);
		if (!is_more)
			name = rest;
		if (n == MOST_SORT_KEYS) {
			r = buffer_add_format(why, "more than %d sort keys", MOST_SORT_KEYS);
			r = r < 0 ? r : -EINVAL;
			break;
		}
		order.is_descending[n] = text_eat(&name, TEXT("-"));
		r = column_find(collector, name, &column, why);
		if (r == 0)
			r = columns_add(&order.columns, &column);
	}
	if (r < 0) {
		order_done(&order);
		return r;
	}
	*ret = order;
	return 0;
}

static int compare_texts(const struct texts *a, const struct texts *b)
{
	for (size_t n = 0; n < a->n && n < b->n; n++) {
		int r = text_compare(a->items[n], b->items[n]);

		if (r != 0)
			return r;
	}
	return (a->n > b->n) - (a->n < b->n);
}

static int compare_numbers(const struct numbers *a, const struct numbers *b)
{
	for (size_t n = 0; n < a->n && n < b->n; n++)
		if (a->items[n] != b->items[n])
			return a->items[n] < b->items[n] ? -1 : 1;
	return (a->n > b->n) - (a->n < b->n);
}

/* Lists of structs and maps are ordered by how many items they have, as the table shows them. */
static int compare_values(const struct field *field, const struct value *a, const struct value *b)
{
	switch (field->kind) {
	case KIND_NUMBERS:
		return compare_numbers(&a->numbers, &b->numbers);
	case KIND_TEXTS:
		return compare_texts(&a->texts, &b->texts);
	case KIND_STRUCTS:
		return (a->structs.n > b->structs.n) - (a->structs.n < b->structs.n);
	case KIND_MAP:
		return (a->map.n > b->map.n) - (a->map.n < b->map.n);
	default:
		break;
	}
	switch (field_type(field)) {
	case TYPE_UINT:
		return (a->u > b->u) - (a->u < b->u);
	case TYPE_INT:
		return (a->i > b->i) - (a->i < b->i);
	case TYPE_FLOAT:
		return (a->f > b->f) - (a->f < b->f);
	case TYPE_BOOL:
		return a->b - b->b;
	case TYPE_TEXT:
		return text_compare(a->text, b->text);
	default:
		return 0;
	}
}

static int compare_places(const void *left, const void *right, void *arg)
{
	const struct place *a = left, *b = right;
	const struct order *order = arg;

	for (size_t n = 0; n < order->columns.n; n++) {
		const struct field *field = order->columns.items[n].field;
		struct value x, y;
		int r;

		record_value(field, a->record, &x);
		record_value(field, b->record, &y);
		if (x.is != PRESENT || y.is != PRESENT) {
			if ((x.is == PRESENT) != (y.is == PRESENT))
				return x.is == PRESENT ? -1 : 1;
			continue;
		}
		r = compare_values(field, &x, &y);
		if (r != 0)
			return order->is_descending[n] ? -r : r;
	}
	return (a->index > b->index) - (a->index < b->index);
}

int order_sort(const struct order *order, void **records, size_t n)
{
	_cleanup_free_ struct place *places = reallocarray(NULL, n + 1, sizeof(*places));

	if (!places)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++)
		places[i] = (struct place){ .record = records[i], .index = i };
	qsort_r(places, n, sizeof(*places), compare_places, (void *)order);
	for (size_t i = 0; i < n; i++)
		records[i] = places[i].record;
	return 0;
}
