/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples: rates between two readings of the same counters. */
#include "query/sample.h"

#include <assert.h>
#include <errno.h>
#include <time.h>

#include "base/number.h"
#include "model/collector.h"

void rates_done(struct rates *rates)
{
	columns_done(&rates->counters);
	columns_done(&rates->keys);
	free(rates->plans);
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

/* Adds the columns that a rate names, and gives their places. */
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

		assert(r != -EINVAL); /* a rate names columns of its own table */
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

static int plan_keys(struct rates *rates)
{
	struct text rest = text_of(rates->collector->key), name;
	int r = 0;

	while (r == 0 && text_next_word(&rest, &name)) {
		_cleanup_buffer_ struct buffer why = { 0 };
		struct column column;

		r = column_find(rates->collector, name, &column, &why);
		assert(r != -EINVAL);
		if (r == 0)
			r = columns_add(&rates->keys, &column);
	}
	return r;
}

static int add_plan(struct rates *rates, const struct collector *collector,
                    const struct field *field)
{
	struct rate_plan plan = { .field = field }, *plans;
	int r = 0;

	rates->collector = collector;
	plans = reallocarray(rates->plans, rates->n_plans + 1, sizeof(*plans));
	if (!plans)
		return -ENOMEM;
	rates->plans = plans;
	if (rates->n_plans == 0)
		r = plan_keys(rates);
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

uint64_t rates_sources(const struct rates *rates)
{
	uint64_t sources = 0;

	for (size_t n = 0; n < rates->counters.n; n++)
		sources |= collector_sources_of(rates->collector, rates->counters.items[n].field);
	for (size_t n = 0; n < rates->keys.n; n++)
		sources |= collector_sources_of(rates->collector, rates->keys.items[n].field);
	return sources;
}

/* A counter as a double, which is exact up to 2^53; NAN where it is not there. */
static double counter_of(const struct field *field, const void *record)
{
	struct value value;

	record_value(field, record, &value);
	if (value.is != PRESENT)
		return __builtin_nan("");
	switch (field_type(field)) {
	case TYPE_UINT:
		return (double)value.u;
	case TYPE_INT:
		return (double)value.i;
	default:
		return value.f;
	}
}

/* Names as they can stand in a JSON document of ours: what is not plain ASCII as %NN. */
static int add_name(struct buffer *buffer, struct text name)
{
	int r = 0;

	for (size_t n = 0; n < name.length && r == 0; n++) {
		unsigned char c = (unsigned char)name.bytes[n];

		r = c > ' ' && c < 0x7f && c != '%' ? buffer_add_byte(buffer, name.bytes[n])
		                                    : buffer_add_format(buffer, "%%%02x", c);
	}
	return r;
}

/* The row's key as text: its key columns, with a slash between them. */
static int key_of(const struct rates *rates, const void *record, struct buffer *ret)
{
	int r = 0;

	for (size_t n = 0; n < rates->keys.n && r == 0; n++) {
		const struct field *field = rates->keys.items[n].field;
		struct value value;

		record_value(field, record, &value);
		if (n > 0)
			r = buffer_add_byte(ret, '/');
		if (r < 0 || value.is != PRESENT)
			continue;
		if (field_type(field) == TYPE_TEXT)
			r = add_name(ret, value.text);
		else
			r = buffer_add_format(ret, "%jd", (intmax_t)value.i);
	}
	return r < 0 ? r : buffer_add_byte(ret, '\0');
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
	if (sample->n == sample->size) {
		size_t size = sample->size * 2 + 16;
		struct sample_entry *entries =
			reallocarray(sample->entries, size, sizeof(*entries));

		if (!entries)
			return -ENOMEM;
		sample->entries = entries;
		sample->size = size;
	}
	copy.key = key.bytes;
	copy.counters = counters;
	sample->entries[sample->n++] = copy;
	sample->is_sorted = false;
	return 0;
}

int sample_add(struct sample *sample, const struct rates *rates, const void *record)
{
	_cleanup_buffer_ struct buffer key = { 0 };
	_cleanup_free_ double *counters = calloc(rates->counters.n + 1, sizeof(*counters));
	struct sample_entry entry = { .time = sample_clock(), .counters = counters };
	int r;

	if (!counters)
		return -ENOMEM;
	for (size_t n = 0; n < rates->counters.n; n++)
		counters[n] = counter_of(rates->counters.items[n].field, record);
	r = key_of(rates, record, &key);
	if (r < 0)
		return r;
	entry.key = key.text;
	return sample_add_entry(sample, &entry, rates->counters.n);
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

/* The sum of the deltas; `per` rates count one below 0 as 0, others have no answer then. */
static double sum_of_deltas(const struct rate_plan *plan, const size_t *places,
                            const double *before, const double *now)
{
	double sum = 0;

	for (; *places != SIZE_MAX; places++) {
		double delta = now[*places] - before[*places];

		if (delta < 0 && plan->per)
			delta = 0;
		if (!(delta >= 0)) /* NAN too */
			return __builtin_nan("");
		sum += delta;
	}
	return sum;
}

static struct opt_f64 rate_of(const struct rate_plan *plan, const struct sample_entry *before,
                              const double *now, double seconds)
{
	const struct rate *rate = plan->field->rate;
	double of = sum_of_deltas(plan, plan->of, before->counters, now);
	double per = plan->per ? sum_of_deltas(plan, plan->per, before->counters, now) : seconds;
	double result;

	if (of == 0 && plan->per)
		per = 1; /* nothing of nothing is 0 percent (PARITY P-258) */
	result = rate->scale * of / per;
	if (!(per > 0) || !(result >= 0))
		return (struct opt_f64){ 0 };
	return some_f64(rate->is_rounded ? number_round1(result) : result);
}

int sample_apply(const struct sample *before, const struct rates *rates, void *record)
{
	_cleanup_buffer_ struct buffer key = { 0 };
	_cleanup_free_ double *now = calloc(rates->counters.n + 1, sizeof(*now));
	struct sample_entry wanted = { 0 }, *entry = NULL;
	double seconds;

	assert(before->is_sorted);
	if (!now || key_of(rates, record, &key) < 0)
		return -ENOMEM;
	wanted.key = key.text;
	if (before->n > 0)
		entry = bsearch(&wanted, before->entries, before->n, sizeof(*entry),
		                compare_entries);
	if (!entry)
		return 0;
	seconds = sample_clock() - entry->time;
	for (size_t n = 0; n < rates->counters.n; n++)
		now[n] = counter_of(rates->counters.items[n].field, record);
	for (size_t n = 0; n < rates->n_plans; n++) {
		const struct field *field = rates->plans[n].field;

		assert(field->kind == KIND_OPT_F64 && !field->get);
		*(struct opt_f64 *)((char *)record + field->offset) =
			rate_of(&rates->plans[n], entry, now, seconds);
	}
	return 0;
}
