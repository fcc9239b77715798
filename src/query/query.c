/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Query: the chain that every view runs through. */
#include "query/query.h"

#include <errno.h>
#include <time.h>

#include "base/moment.h"
#include "query/check.h"
#include "query/key.h"
#include "query/report.h"
#include "query/state.h"

static const double default_interval = 0.5;

void query_done(struct query *query)
{
	columns_done(&query->columns);
	where_done(&query->where);
	order_done(&query->order);
	grouping_done(&query->grouping);
	rates_done(&query->rates);
	totals_done(&query->totals);
	if (query->handle)
		query->collector->close(query->handle);
}

static int prepare_where(struct query *query, struct buffer *why)
{
	const struct columns *named =
		query->grouping.is_on ? &query->grouping.keys : &query->columns;
	const struct query_options *options = query->options;
	int r = 0;

	for (size_t n = 0; n < options->n_where && r == 0; n++)
		r = where_add(&query->where, query->collector, named, options->where[n], why);
	if (r == 0 && options->usual_where && options->n_where == 0 && !query->grouping.is_on)
		r = where_add(&query->where, query->collector, NULL, options->usual_where, why);
	return r;
}

/* Keys come first, as columns and order may name them; then columns, as order may name them. */
static int parse_all(struct query *query, const char *defaults, struct buffer *why)
{
	const struct query_options *options = query->options;
	struct scope scope = { .collector = query->collector };
	int r = 0;

	if (options->group) {
		r = grouping_parse_keys(&query->grouping, query->collector, options->group, why);
		scope.keys = &query->grouping.keys;
		query->depth = NULL;
		if (r == 0)
			r = grouping_defaults(&query->grouping, query->collector, defaults,
			                      &defaults);
	}
	if (r == 0 && !query->shows_numbers)
		r = columns_parse(&scope, defaults, options->columns, &query->columns, why);
	scope.named = &query->columns;
	if (r == 0 && options->sort)
		r = order_parse(&scope, options->sort, &query->order, why);
	for (size_t n = 0; n < N_CONDITIONS && r == 0; n++)
		if (options->conditions[n])
			r = grouping_parse_condition(&query->grouping, (enum condition)n,
			                             query->collector, &query->columns,
			                             options->conditions[n], why);
	if (r == 0)
		r = grouping_bind(&query->grouping, query->depth, &query->columns, &query->order,
		                  why);
	if (r == 0 && options->usual_sort && !options->sort && !query->grouping.is_on)
		r = order_parse(&scope, options->usual_sort, &query->order, why);
	return r < 0 || !query->shows_numbers ? r : check_show_numbers(query);
}

static int add_rates(struct query *query, const struct columns *columns)
{
	int r = 0;

	for (size_t n = 0; n < columns->n && r == 0; n++) {
		const struct column *column = &columns->items[n];

		r = column->expression
		            ? rates_add_expression(&query->rates, query->collector,
		                                   (struct expression *)column->expression)
		            : rates_add(&query->rates, query->collector, column->field);
	}
	return r;
}

static int add_rates_of_conditions(struct query *query)
{
	struct expression *const *conditions = query->grouping.conditions;
	int r = 0;

	for (size_t n = 0; n < query->where.n && r == 0; n++)
		r = rates_add_expression(&query->rates, query->collector,
		                         query->where.conditions[n]);
	for (size_t n = 0; n < N_CONDITIONS && r == 0; n++)
		if (conditions[n])
			r = rates_add_expression(&query->rates, query->collector, conditions[n]);
	return r;
}

unsigned query_context(const struct query *query)
{
	unsigned context = where_context(&query->where) | columns_context(&query->columns) |
	                   columns_context(&query->grouping.keys) |
	                   columns_context(&query->order.columns);

	for (size_t n = 0; n < N_CONDITIONS; n++)
		if (query->grouping.conditions[n])
			context |= expression_context(query->grouping.conditions[n]);
	return context;
}

/* Whether there is more than one report, so that totals can be kept. */
static bool has_memory(const struct query_options *options)
{
	return options->state || (options->count.is == PRESENT && options->count.v != 1);
}

int query_prepare(struct query *query, const char *defaults, struct buffer *why)
{
	int r = parse_all(query, defaults, why);

	if (r == 0)
		r = prepare_where(query, why);
	if (r == 0)
		r = add_rates(query, &query->grouping.keys);
	if (r == 0)
		r = add_rates(query, &query->columns);
	if (r == 0)
		r = add_rates_of_conditions(query);
	if (r == 0)
		r = add_rates(query, &query->order.columns);
	if (r == 0 && query->collector->totals_of && has_memory(query->options))
		r = totals_prepare(&query->totals, query->collector->totals_of);
	return r;
}

/* Waits until SECONDS after START: report K begins K intervals after the start, without drift. */
static bool wait_until(struct query *query, const struct timespec *start, double seconds)
{
	struct timespec then = *start;

	moment_add(&then, seconds);
	if (query->pause)
		return query->pause(query->arg, &then);
	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &then, NULL) == EINTR)
		;
	return true;
}

static int run_reports(struct query *query, struct sample *before, bool has_before)
{
	double interval = query->options->interval.is == PRESENT ? query->options->interval.v
	                                                         : default_interval;
	uint64_t count = query->options->count.is == PRESENT ? query->options->count.v : 1;
	bool has_rates = rates_any(&query->rates), goes_on = true;
	uint64_t pauses = 0;
	struct timespec start;
	int r = 0;

	clock_gettime(CLOCK_MONOTONIC, &start);
	if (has_rates && !has_before) {
		r = report_sample(query, before);
		goes_on = wait_until(query, &start, interval * (double)++pauses);
	}
	for (uint64_t n = 0; r == 0 && goes_on && (count == 0 || n < count); n++) {
		struct sample now = { 0 };

		if (n > 0 && !wait_until(query, &start, interval * (double)++pauses))
			break;
		query->is_followed = count == 0 || n + 1 < count;
		r = report_run(query, has_rates ? before : NULL, has_rates ? &now : NULL);
		sample_done(before);
		*before = now;
	}
	return r;
}

/* The pause before --until looks again: the interval, or a multiple of the CPU time TAKEN. */
static double pause_of(const struct query_options *options, clock_t taken)
{
	static const double shortest = 0.1;

	if (options->interval.is == PRESENT)
		return options->interval.v;
	return MAX(shortest, QUERY_PAUSES * (double)taken / CLOCKS_PER_SEC);
}

/* Repeats the report until the condition of --until is met, or its timeout is over. */
static int run_until(struct query *query, struct sample *before, bool has_before)
{
	const struct query_options *options = query->options;
	bool has_rates = rates_any(&query->rates);
	double begin = sample_clock(), waited = 0;
	struct timespec start;
	int r = 0;

	query->is_followed = true;
	clock_gettime(CLOCK_MONOTONIC, &start);
	if (has_rates && !has_before) {
		waited = options->interval.is == PRESENT ? options->interval.v : default_interval;
		r = report_sample(query, before);
		wait_until(query, &start, waited);
	}
	while (r == 0) {
		struct sample now = { 0 };
		clock_t ticks = clock();

		r = report_run(query, has_rates ? before : NULL, has_rates ? &now : NULL);
		sample_done(before);
		*before = now;
		waited = sample_clock() - begin + pause_of(options, clock() - ticks);
		if (!query->is_premature || (options->timeout.is == PRESENT &&
		                             sample_clock() - begin >= options->timeout.v))
			break;
		if (options->timeout.is == PRESENT)
			waited = MIN(waited, options->timeout.v);
		if (!wait_until(query, &start, waited))
			break;
	}
	return r;
}

static int show_before(struct query *query, struct columns *first)
{
	int r = 0;

	for (size_t n = 0; n < query->columns.n && r == 0; n++)
		r = columns_add(first, &query->columns.items[n]);
	expression_pool_adopt(&first->pool, &query->columns.pool);
	query->columns = *first;
	return r;
}

int query_show_first(struct query *query, const char *name)
{
	struct columns columns = { 0 };
	int r = columns_add_named(&columns, name);

	return r < 0 ? r : show_before(query, &columns);
}

/* Appends the columns that name a group: its keys. */
static int add_key_columns(struct query *query, struct columns *ret)
{
	int r = 0;

	for (size_t n = 0; n < query->grouping.keys.n && r == 0; n++)
		r = grouping_key_column(&query->grouping, n, ret);
	return r;
}

int query_show_labels(struct query *query, size_t *ret_n)
{
	const struct collector *collector = query->collector;
	struct columns columns = { 0 };
	int r = query->grouping.is_on
	                ? add_key_columns(query, &columns)
	                : key_columns(collector,
	                              collector->labels ? collector->labels : collector->key,
	                              &columns);

	*ret_n = columns.n;
	return r < 0 ? r : show_before(query, &columns);
}

static int run_with_state(struct query *query)
{
	struct sample before = { 0 };
	struct state state = {
		.file = query->options->state,
		.boot_id = query->boot_id,
		.collector = query->collector,
		.rates = &query->rates,
		.sample = &before,
		.totals = &query->totals,
	};
	int r = state_load(&state);

	if (r < 0 || state.fault)
		fault_tell(query->faults, state.file, r < 0 ? r : state.fault);
	if (r < 0)
		return fault_only_fatal(r);
	r = query->options->until != UNTIL_NEVER ? run_until(query, &before, true)
	                                         : run_reports(query, &before, true);
	if (r == 0) {
		int saved = state_save(&state);

		if (saved < 0)
			fault_tell(query->faults, state.file, saved);
	}
	state_done(&state);
	sample_done(&before);
	return r;
}

int query_run(struct query *query)
{
	bool is_waiting = query->options->until != UNTIL_NEVER;
	struct sample before = { 0 };
	int r;

	where_arrange(&query->where, query->collector);
	if (query->options->state && (rates_any(&query->rates) || query->totals.collector))
		return run_with_state(query);
	r = is_waiting ? run_until(query, &before, false) : run_reports(query, &before, false);
	sample_done(&before);
	return r;
}
