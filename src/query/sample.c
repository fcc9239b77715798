/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples: rates and deltas between two readings of the same counters. */
#include "query/sample.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <time.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/number.h"
#include "model/compare.h"
#include "query/expression_node.h"
#include "query/key.h"

void rates_done(struct rates *rates)
{
	columns_done(&rates->counters);
	columns_done(&rates->keys);
	arena_done(&rates->arena);
	*rates = (struct rates){ 0 };
}

void sample_done(struct sample *sample)
{
	free(sample->entries);
	arena_done(&sample->arena);
	*sample = (struct sample){ 0 };
}

double sample_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static size_t index_of(const struct columns *columns, const char *name)
{
	for (size_t n = 0; n < columns->n; n++)
		if (strcmp(columns->items[n].name, name) == 0)
			return n;
	return SIZE_MAX;
}

/* Adds the columns that a rate names, and returns their indices. */
static int plan_counters(struct rates *rates, const char *names, size_t **ret)
{
	struct text rest = text_of(names), name;
	size_t *places = arena_array(&rates->arena, strlen(names) / 2 + 2, sizeof(*places));
	size_t n = 0;

	if (!places)
		return -ENOMEM;
	while (text_next_word(&rest, &name)) {
		_cleanup_buffer_ struct buffer why = { 0 };
		struct column column;
		int r = column_find(rates->collector, name, &column, &why);

		assert(r != -EINVAL); /* a rate names columns of its own collector */
		if (r == 0)
			r = columns_add(&rates->counters, &column);
		if (r < 0)
			return r;
		places[n++] = index_of(&rates->counters, column.name);
	}
	places[n] = SIZE_MAX;
	*ret = places;
	return 0;
}

/* Adds the key columns, before the first counter. */
static int add_keys(struct rates *rates, const struct collector *collector)
{
	if (rates->collector)
		return 0;
	rates->collector = collector;
	return key_columns(collector, collector->key, &rates->keys);
}

static int add_plan(struct rates *rates, const struct collector *collector,
                    const struct field *field)
{
	struct rate_plan plan = { .field = field }, *plans;
	int r = add_keys(rates, collector);

	plans = arena_grow(&rates->arena, rates->plans, rates->n_plans, sizeof(*plans));
	if (!plans)
		return -ENOMEM;
	rates->plans = plans;
	if (r == 0)
		r = plan_counters(rates, field->rate->of, &plan.of);
	if (r == 0 && field->rate->per)
		r = plan_counters(rates, field->rate->per, &plan.per);
	if (r == 0)
		rates->plans[rates->n_plans++] = plan;
	return r;
}

int rates_add(struct rates *rates, const struct collector *collector, const struct field *field)
{
	int r = 0;

	for (size_t n = 0; n < rates->n_plans; n++)
		if (rates->plans[n].field == field)
			return 0;
	if (field->rate)
		return add_plan(rates, collector, field);
	for (size_t n = 0; field->kind == KIND_STRUCT && n < field->n_members && r == 0; n++)
		r = rates_add(rates, collector, &field->members[n]);
	return r;
}

/* The name of a counter in a state file: its text, or the beginning and a hash of a long one. */
static void name_counter(const struct expression *node, struct column *column)
{
	struct text text = node->said;

	if (text.length < sizeof(column->name))
		snprintf(column->name, sizeof(column->name), "%.*s", (int)text.length, text.bytes);
	else
		snprintf(column->name, sizeof(column->name), "%.40s#%016jx", text.bytes,
		         (uintmax_t)hash_text(text));
}

/* Adds the argument of rate() or delta() as a counter, and notes its index in the node. */
static int add_compared(struct rates *rates, struct expression *node)
{
	struct expression *compared = node->arguments[0];
	struct column column = { .field = compared->type };
	int r;

	if (!expression_is_column(compared))
		column.expression = compared;
	name_counter(compared, &column);
	r = columns_add(&rates->counters, &column);
	node->slot = index_of(&rates->counters, column.name);
	return r;
}

struct adding {
	struct rates *rates;
	const struct collector *collector;
};

static int add_node(void *arg, struct expression *node)
{
	struct adding *adding = arg;
	int r = expression_is_column(node) ? rates_add(adding->rates, adding->collector, node->type)
	                                   : 0;

	if (r < 0 || (node->kind != NODE_RATE && node->kind != NODE_DELTA))
		return r;
	r = add_keys(adding->rates, adding->collector);
	return r < 0 ? r : add_compared(adding->rates, node);
}

int rates_add_expression(struct rates *rates, const struct collector *collector,
                         struct expression *expression)
{
	struct adding adding = { .rates = rates, .collector = collector };

	return expression_walk(expression, add_node, &adding);
}

uint64_t rates_sources(const struct rates *rates)
{
	return columns_sources(rates->collector, &rates->counters) |
	       columns_sources(rates->collector, &rates->keys);
}

/* A counter as a double, which is exact up to 2^53; NAN if the counter is null. */
static double counter_of(const struct column *column, struct evaluation *evaluation)
{
	struct value value;

	column_value(column, evaluation, &value);
	return value.is == PRESENT ? value_double(field_type(column->field), &value)
	                           : __builtin_nan("");
}

int sample_add_entry(struct sample *sample, const struct sample_entry *entry, size_t n_counters)
{
	struct sample_entry copy = { .time = entry->time };
	double *counters = arena_array(&sample->arena, n_counters, sizeof(*counters));
	struct text key;
	int r = arena_copy(&sample->arena,
	                   (struct text){ .bytes = entry->key, .length = strlen(entry->key) + 1 },
	                   &key);

	if (r < 0 || !counters)
		return -ENOMEM;
	if (n_counters > 0)
		memcpy(counters, entry->counters, n_counters * sizeof(*counters));
	r = array_grow(&sample->entries, sample->n, &sample->size, sizeof(*sample->entries));
	if (r < 0)
		return r;
	copy.key = key.bytes;
	copy.counters = counters;
	sample->entries[sample->n++] = copy;
	sample->is_sorted = false;
	return 0;
}

void sample_row_done(struct reading_of_row *row)
{
	buffer_done(&row->key);
	free(row->counters);
}

int sample_read_row(const struct rates *rates, const void *record, struct reading_of_row *ret)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct evaluation evaluation = { .record = record, .arena = &arena };

	ret->time = sample_clock();
	ret->counters = calloc(rates->counters.n + 1, sizeof(*ret->counters));
	if (!ret->counters)
		return -ENOMEM;
	for (size_t n = 0; n < rates->counters.n; n++)
		ret->counters[n] = counter_of(&rates->counters.items[n], &evaluation);
	return evaluation.error < 0 ? evaluation.error : key_of(&rates->keys, record, &ret->key);
}

static int compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct sample_entry *)a)->key, ((const struct sample_entry *)b)->key);
}

void sample_sort(struct sample *sample)
{
	if (sample->n > 0)
		qsort(sample->entries, sample->n, sizeof(*sample->entries), compare_entries);
	sample->is_sorted = true;
}

static const struct sample_entry *find_entry(const struct sample *sample, const char *key)
{
	struct sample_entry wanted = { .key = key };

	assert(sample->is_sorted);
	return sample->n > 0 ? bsearch(&wanted, sample->entries, sample->n, sizeof(wanted),
	                               compare_entries)
	                     : NULL;
}

/* A driver that is reset or busy reports 0 for a moment (values.md T-06). */
static bool is_glitch(const struct column *column, double before, double now)
{
	return column->field && column->field->is_counter && now == 0 && before > 0;
}

/*
 * Keeps the number before of each counter that is 0 for a moment, so that its next number is
 * compared with that one. ret_now: the numbers as they were read; NULL if none was replaced.
 */
static int skip_glitches(struct sample *sample, const struct rates *rates, const double *before,
                         double *counters, const double **ret_now)
{
	double *now = NULL;

	for (size_t n = 0; n < rates->counters.n; n++) {
		if (!is_glitch(&rates->counters.items[n], before[n], counters[n]))
			continue;
		if (!now) {
			now = arena_array(&sample->arena, rates->counters.n, sizeof(*now));
			if (!now)
				return -ENOMEM;
			memcpy(now, counters, rates->counters.n * sizeof(*now));
		}
		counters[n] = before[n];
	}
	*ret_now = now;
	return 0;
}

int sample_add_row(struct sample *sample, const struct rates *rates,
                   const struct reading_of_row *row, const struct sample *before, void *record)
{
	const struct sample_entry *then = before ? find_entry(before, row->key.text) : NULL;
	struct sample_entry entry = { .key = row->key.text,
		                      .time = row->time,
		                      .counters = row->counters };
	const double *now = NULL;
	struct growth *growth;
	int r = then ? skip_glitches(sample, rates, then->counters, row->counters, &now) : 0;

	if (r == 0)
		r = sample_add_entry(sample, &entry, rates->counters.n);
	if (r < 0 || !then)
		return r;
	growth = arena_alloc(&sample->arena, sizeof(*growth));
	if (!growth)
		return -ENOMEM;
	growth->before = then->counters;
	growth->now = now ? now : sample->entries[sample->n - 1].counters;
	growth->seconds = row->time - then->time;
	((struct record *)record)->growth = growth;
	return 0;
}

/*
 * The sum of the deltas. A negative delta counts as 0 if the divisor is a sum of counters, too; a
 * rate per second is NAN then.
 */
static double sum_of_deltas(const struct rate_plan *plan, const size_t *places,
                            const struct growth *growth)
{
	double sum = 0;

	for (; *places != SIZE_MAX; places++) {
		double delta = growth->now[*places] - growth->before[*places];

		if (delta < 0 && plan->per)
			delta = 0;
		if (!(delta >= 0)) /* NAN too */
			return __builtin_nan("");
		sum += delta;
	}
	return sum;
}

static struct opt_f64 rate_of(const struct rate_plan *plan, const struct growth *growth)
{
	const struct rate *rate = plan->field->rate;
	double of = sum_of_deltas(plan, plan->of, growth);
	double per = plan->per ? sum_of_deltas(plan, plan->per, growth) : growth->seconds;
	double result;

	if (of == 0 && plan->per)
		per = 1; /* 0 of 0 is 0 percent (values.md P-258) */
	result = rate->scale * of / per;
	if (!(per > 0) || !(result >= 0))
		return (struct opt_f64){ 0 };
	return some_f64(rate->is_rounded ? number_round1(result) : result);
}

void rates_fill(const struct rates *rates, void *record)
{
	const struct growth *growth = ((const struct record *)record)->growth;

	for (size_t n = 0; growth && n < rates->n_plans; n++) {
		const struct field *field = rates->plans[n].field;

		assert(field->kind == KIND_OPT_F64 && !field->get);
		*(struct opt_f64 *)((char *)record + field->offset) =
			rate_of(&rates->plans[n], growth);
	}
}
