/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aggregate: one value of many rows. */
#include "query/aggregate.h"

#include <errno.h>
#include <math.h>

#include "query/function.h"

void aggregation_done(struct aggregation *aggregation)
{
	arena_done(&aggregation->arena);
	intern_done(&aggregation->seen);
	buffer_done(&aggregation->scratch);
}

/* The type of the values that are added; NULL for count(), which has no argument. */
static const struct field *type_of(const struct expression *node)
{
	return node->n_arguments > 0 ? node->arguments[0]->type : NULL;
}

#define UNUSED_HERE struct aggregation *aggregation _unused_

/* ---- count, sum, mean ---- */

static int add_nothing(UNUSED_HERE, const struct expression *node _unused_, uint64_t owner _unused_,
                       const struct value *value _unused_, struct accumulator *accumulator _unused_)
{
	return 0;
}

static int merge_nothing(UNUSED_HERE, const struct expression *node _unused_,
                         uint64_t owner _unused_, const struct accumulator *other _unused_,
                         struct accumulator *accumulator _unused_)
{
	return 0;
}

static int finish_count(UNUSED_HERE, const struct expression *node _unused_,
                        struct accumulator *accumulator, struct value *ret)
{
	*ret = (struct value){ .is = PRESENT, .u = accumulator->n };
	return 0;
}

static int add_number(UNUSED_HERE, const struct expression *node, uint64_t owner _unused_,
                      const struct value *value, struct accumulator *accumulator)
{
	enum type type = field_type(type_of(node));

	accumulator->float_sum += value_double(type, value);
	if (type != TYPE_FLOAT)
		accumulator->sum = whole_add(accumulator->sum, value_whole(type, value));
	return 0;
}

static int merge_numbers(UNUSED_HERE, const struct expression *node _unused_,
                         uint64_t owner _unused_, const struct accumulator *other,
                         struct accumulator *accumulator)
{
	accumulator->float_sum += other->float_sum;
	accumulator->sum = whole_add(accumulator->sum, other->sum);
	return 0;
}

static int finish_sum(UNUSED_HERE, const struct expression *node, struct accumulator *accumulator,
                      struct value *ret)
{
	enum type type = field_type(node->type);

	if (type == TYPE_FLOAT)
		value_set_double(type, accumulator->float_sum, ret);
	else
		value_set_whole(type, accumulator->sum, ret);
	return 0;
}

static int finish_mean(UNUSED_HERE, const struct expression *node, struct accumulator *accumulator,
                       struct value *ret)
{
	bool is_exact = field_type(type_of(node)) != TYPE_FLOAT && !accumulator->sum.is_lost;
	double sum = is_exact ? whole_to_double(accumulator->sum) : accumulator->float_sum;

	value_set_double(TYPE_FLOAT, sum / (double)accumulator->n, ret);
	return 0;
}

/* ---- min, max, any: one of the values ---- */

/* Keeps VALUE instead of the value that is kept, if ORDER, that of the two, is below 0. */
static int keep_value(struct aggregation *aggregation, const struct expression *node, int order,
                      const struct value *value, struct accumulator *accumulator)
{
	if (accumulator->value.is == PRESENT && order >= 0)
		return 0;
	return value_copy(type_of(node), value, &aggregation->arena, &accumulator->value);
}

/* The order of VALUE and the value that is kept; 0 if none is kept yet. */
static int compare_kept(const struct expression *node, const struct value *value,
                        const struct accumulator *accumulator)
{
	if (accumulator->value.is != PRESENT)
		return 0;
	return value_compare(type_of(node), value, type_of(node), &accumulator->value);
}

static int add_min(struct aggregation *aggregation, const struct expression *node,
                   uint64_t owner _unused_, const struct value *value,
                   struct accumulator *accumulator)
{
	return keep_value(aggregation, node, compare_kept(node, value, accumulator), value,
	                  accumulator);
}

static int add_max(struct aggregation *aggregation, const struct expression *node,
                   uint64_t owner _unused_, const struct value *value,
                   struct accumulator *accumulator)
{
	return keep_value(aggregation, node, -compare_kept(node, value, accumulator), value,
	                  accumulator);
}

static int add_any(struct aggregation *aggregation, const struct expression *node,
                   uint64_t owner _unused_, const struct value *value,
                   struct accumulator *accumulator)
{
	if (compare_kept(node, value, accumulator) != 0)
		accumulator->has_difference = true;
	return keep_value(aggregation, node, 0, value, accumulator);
}

static int merge_value(struct aggregation *aggregation, const struct expression *node,
                       uint64_t owner, const struct accumulator *other,
                       struct accumulator *accumulator)
{
	accumulator->has_difference |= other->has_difference;
	return other->n == 0 ? 0
	                     : node->function->aggregate->add(aggregation, node, owner,
	                                                      &other->value, accumulator);
}

static int finish_value(UNUSED_HERE, const struct expression *node _unused_,
                        struct accumulator *accumulator, struct value *ret)
{
	*ret = accumulator->value;
	return 0;
}

static int finish_any(UNUSED_HERE, const struct expression *node _unused_,
                      struct accumulator *accumulator, struct value *ret)
{
	*ret = accumulator->value;
	if (accumulator->has_difference)
		*ret = (struct value){ 0 };
	return 0;
}

/* ---- quantile, distinct, list: all values ---- */

static int append_value(struct aggregation *aggregation, const struct expression *node, uint64_t at,
                        const struct value *value, struct accumulator *accumulator)
{
	struct value *items =
		arena_grow(&aggregation->arena, accumulator->items, (size_t)at, sizeof(*items));

	if (!items)
		return -ENOMEM;
	accumulator->items = items;
	return value_copy(type_of(node), value, &aggregation->arena, &items[at]);
}

static int add_item(struct aggregation *aggregation, const struct expression *node,
                    uint64_t owner _unused_, const struct value *value,
                    struct accumulator *accumulator)
{
	return append_value(aggregation, node, accumulator->n - 1, value, accumulator);
}

/* Whether the accumulator OWNER has not seen the value yet: 1, 0, or -ENOMEM. */
static int is_new(struct aggregation *aggregation, const struct expression *node, uint64_t owner,
                  const struct value *value)
{
	struct buffer *scratch = &aggregation->scratch;
	size_t place;
	int r;

	scratch->length = 0;
	r = buffer_add(scratch, (struct text){ (const char *)&owner, sizeof(owner) });
	if (r == 0)
		r = value_add_identity(type_of(node), value, scratch);
	return r < 0 ? r : intern_add(&aggregation->seen, buffer_text(scratch), &place);
}

/* A value that has been added before does not count again. */
static int add_once(struct aggregation *aggregation, const struct expression *node, uint64_t owner,
                    const struct value *value, struct accumulator *accumulator)
{
	int r = is_new(aggregation, node, owner, value);

	if (r > 0)
		return append_value(aggregation, node, accumulator->n - 1, value, accumulator);
	accumulator->n--;
	return r;
}

static int merge_items(struct aggregation *aggregation, const struct expression *node,
                       uint64_t owner, const struct accumulator *other,
                       struct accumulator *accumulator)
{
	int r = 0;

	accumulator->n -= other->n; /* each item is counted when it is added */
	for (uint64_t n = 0; n < other->n && r == 0; n++) {
		accumulator->n++;
		r = node->function->aggregate->add(aggregation, node, owner, &other->items[n],
		                                   accumulator);
	}
	return r;
}

static int compare_items(const void *a, const void *b, void *type)
{
	return value_compare(type, a, type, b);
}

/* Nearest rank: the smallest value that at least the given share of the values does not exceed. */
static int finish_quantile(UNUSED_HERE, const struct expression *node,
                           struct accumulator *accumulator, struct value *ret)
{
	const struct expression *share = node->arguments[1];
	double rank = ceil(value_double(field_type(share->type), &share->constant) *
	                   (double)accumulator->n);
	size_t place = rank < 1 ? 0 : MIN((size_t)rank, (size_t)accumulator->n) - 1;

	qsort_r(accumulator->items, (size_t)accumulator->n, sizeof(*accumulator->items),
	        compare_items, (void *)type_of(node));
	*ret = accumulator->items[place];
	return 0;
}

static int finish_list(struct aggregation *aggregation, const struct expression *node,
                       struct accumulator *accumulator, struct value *ret)
{
	bool is_text = field_type(type_of(node)) == TYPE_TEXT;
	size_t n_items = (size_t)accumulator->n;
	void *items = arena_array(&aggregation->arena, n_items,
	                          is_text ? sizeof(struct text) : sizeof(uint64_t));

	if (!items)
		return -ENOMEM;
	for (size_t n = 0; n < n_items; n++)
		if (is_text)
			((struct text *)items)[n] = accumulator->items[n].text;
		else
			((uint64_t *)items)[n] = accumulator->items[n].u;
	*ret = (struct value){ .is = PRESENT };
	if (is_text)
		ret->texts = (struct texts){ .items = items, .n = n_items, .is = PRESENT };
	else
		ret->numbers = (struct numbers){ .items = items, .n = n_items, .is = PRESENT };
	return 0;
}

const struct aggregate aggregate_count = { add_nothing, merge_nothing, finish_count };
const struct aggregate aggregate_sum = { add_number, merge_numbers, finish_sum };
const struct aggregate aggregate_mean = { add_number, merge_numbers, finish_mean };
const struct aggregate aggregate_min = { add_min, merge_value, finish_value };
const struct aggregate aggregate_max = { add_max, merge_value, finish_value };
const struct aggregate aggregate_any = { add_any, merge_value, finish_any };
const struct aggregate aggregate_quantile = { add_item, merge_items, finish_quantile };
const struct aggregate aggregate_distinct = { add_once, merge_items, finish_count };
const struct aggregate aggregate_list = { add_once, merge_items, finish_list };

/* ---- accumulators, whichever aggregate they belong to ---- */

int accumulator_add(struct aggregation *aggregation, const struct expression *node, uint64_t owner,
                    const struct value *value, struct accumulator *accumulator)
{
	if (value->is != PRESENT) {
		if (!accumulator->has_null)
			accumulator->is = value->is;
		accumulator->has_null = true;
		return 0;
	}
	accumulator->n++;
	return node->function->aggregate->add(aggregation, node, owner, value, accumulator);
}

int accumulator_merge(struct aggregation *aggregation, const struct expression *node,
                      uint64_t owner, const struct accumulator *other,
                      struct accumulator *accumulator)
{
	accumulator->n += other->n;
	return node->function->aggregate->merge(aggregation, node, owner, other, accumulator);
}

int accumulator_finish(struct aggregation *aggregation, const struct expression *node,
                       struct accumulator *accumulator, struct value *ret)
{
	if (accumulator->n > 0 || node->function->aggregate->finish == finish_count)
		return node->function->aggregate->finish(aggregation, node, accumulator, ret);
	*ret = (struct value){ .is = accumulator->is };
	return 0;
}
