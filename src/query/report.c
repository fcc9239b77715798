/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Report: collect, filter, group, sort, limit and write, once. */
#include "query/report.h"

#include <errno.h>
#include <time.h>

#include "query/check.h"

/* The sources that decide on a row: those of the filter, of selectors, and of rates. */
static uint64_t deciding_sources(const struct query *query)
{
	uint64_t sources = emit_sources(query, &query->where.columns) |
	                   rates_sources(&query->rates) | query->restriction.sources;

	if (where_context(&query->where) & CONTEXT_COLUMNS)
		sources |= emit_sources(query, &query->columns);
	return collector_closure(query->collector, sources);
}

/* Takes the counters of a row for the sample, then replaces them by their totals. */
static int remember(struct report *report, void *record)
{
	struct query *query = report->query;
	_cleanup_sample_row_ struct reading_of_row row = { 0 };
	bool has_totals = query->totals.collector == query->collector;
	int r = report->now ? sample_read_row(&query->rates, record, &row) : 0;

	if (r == 0 && !report->now && !has_totals)
		return 0;
	pthread_mutex_lock(&report->lock);
	if (r == 0 && report->now)
		r = sample_add_row(report->now, &query->rates, &row, report->before, record);
	if (r == 0 && report->now)
		rates_fill(&query->rates, record);
	if (r == 0 && has_totals)
		r = totals_apply(&query->totals, record);
	if (r < 0)
		report->error = r;
	pthread_mutex_unlock(&report->lock);
	return r;
}

static bool wants(void *arg, void *record)
{
	struct report *report = arg;
	struct query *query = report->query;
	const struct restriction *restriction = &query->restriction;
	int r = remember(report, record);

	if (r == 0 && restriction->holds && !restriction->holds(restriction->arg, record))
		return false;
	if (r == 0)
		r = where_holds(&query->where, record);
	if (r < 0) {
		pthread_mutex_lock(&report->lock);
		report->error = r;
		pthread_mutex_unlock(&report->lock);
	}
	return r > 0;
}

/*
 * Whether the cheap conditions may drop a row before its other sources are read. Rates and totals
 * need the counters of all rows, wanted or not: a row that is wanted next time has a rate then. If
 * these counters are expensive, only rows that pass the cheap conditions are remembered.
 */
static bool can_decide_early(const struct report *report)
{
	const struct query *query = report->query;

	if (query->totals.collector == query->collector || query->where.n_cheap == 0)
		return false;
	if (report->now)
		return collector_is_expensive(query->collector, rates_sources(&query->rates));
	return query->where.n_cheap < query->where.n;
}

/* An error counts as "yes": wants() meets it again and reports it. */
static bool could_want(void *arg, const void *record)
{
	const struct report *report = arg;

	return where_could_hold(&report->query->where, record) != 0;
}

static int continue_part(void *arg, void *part)
{
	struct report *report = arg;

	return totals_apply(&report->query->totals, part);
}

static void decide_early(struct report *report, struct plan *plan)
{
	const struct query *query = report->query;

	if (!can_decide_early(report))
		return;
	plan->could_want = could_want;
	plan->cheap = where_cheap_sources(&query->where, query->collector);
}

/* The clock of a recorded host stands still. */
static double now_of(const struct query *query, double made)
{
	return query->recorded_epoch.is == PRESENT ? query->recorded_epoch.v : made;
}

struct evaluation report_evaluation(struct report *report)
{
	return (struct evaluation){
		.arena = &report->scratch,
		.made = report->time,
		.now = now_of(report->query, report->time),
		.host = report->query->host,
		.shown = &report->query->columns,
	};
}

struct plan report_plan(struct report *report, uint64_t sources)
{
	const struct query *query = report->query;

	return (struct plan){
		.collector = query->collector,
		.sources = collector_closure(query->collector, sources),
		.operands = query->operands,
		.n_operands = query->n_operands,
		.options = query->collector_options,
		.continue_part = query->totals.collector ? continue_part : NULL,
		.arg = report,
		.faults = query->faults,
	};
}

/* Scans; opens the collector before the first report. */
static int scan_collector(struct query *query, const struct plan *plan, const struct take *take)
{
	const struct collector *collector = query->collector;
	int r = 0;

	if (collector->open && !query->handle)
		r = collector->open(plan, &query->handle);
	return r < 0 ? r : collector->scan(query->handle, plan, take);
}

void report_sources(const struct query *query, uint64_t *ret_deciding, uint64_t *ret_all)
{
	uint64_t deciding = deciding_sources(query);
	uint64_t all = deciding | emit_sources(query, &query->order.columns) |
	               grouping_sources(&query->grouping, query->collector);

	if (!stages_are_two(query))
		all |= emit_sources(query, &query->columns);
	*ret_deciding = deciding;
	*ret_all = collector_closure(query->collector, all);
}

static int collect_rows(struct report *report)
{
	struct query *query = report->query;
	struct take take = stages_take(report);
	uint64_t deciding, all;
	struct plan plan;
	int r;

	report_sources(query, &deciding, &all);
	plan = report_plan(report, all);
	plan.wants = wants;
	plan.deciding = deciding;
	plan.is_followed = query->is_followed;
	decide_early(report, &plan);
	r = scan_collector(query, &plan, &take);
	if (r == -FAULT_ENOUGH)
		r = 0;
	return r < 0 ? r : report->error;
}

/* Tells each operand that was not found, in the first report only. */
static void tell_operands(struct query *query)
{
	for (size_t n = 0; n < query->n_operands; n++) {
		struct operand *operand = &query->operands[n];

		if (operand->error < 0 && !operand->is_told)
			operand_tell(operand, query->faults);
		operand->is_told = operand->is_told || operand->error < 0;
	}
}

int report_begin(struct report *report)
{
	const struct sink *sink = report->query->sink;

	if (!sink || report->has_begun)
		return 0;
	report->has_begun = true;
	return sink->begin ? sink->begin(sink->arg) : 0;
}

static int write_report(struct report *report)
{
	struct query *query = report->query;
	int r = query->options->until == UNTIL_NEVER ? report_begin(report) : 0;

	if (r == 0 && query->grouping.is_on)
		r = groups_begin(&report->groups, &query->grouping);
	if (r == 0)
		r = collect_rows(report);
	if (r == 0 && stages_hold(query))
		r = stages_end(report);
	if (r == 0 && report->has_begun && query->sink->end)
		r = query->sink->end(query->sink->arg);
	query->is_premature = report->is_premature;
	return r;
}

static void end_report(struct report *report)
{
	for (size_t n = 0; n < report->n_batches; n++)
		rows_done(&report->batches[n]);
	free(report->batches);
	groups_done(&report->groups);
	if (report->now)
		sample_sort(report->now);
	totals_next(&report->query->totals);
}

/* Sets the context of the filter. Returns the time of the report, in seconds since the epoch. */
static double set_context(struct query *query)
{
	struct timespec time;

	clock_gettime(CLOCK_REALTIME, &time);
	query->where.made = (double)time.tv_sec + (double)(time.tv_nsec / 1000000) * 1e-3;
	query->where.now = now_of(query, query->where.made);
	query->where.host = query->host;
	query->where.shown = query->grouping.is_on ? &query->grouping.keys : &query->columns;
	return query->where.made;
}

int report_run(struct query *query, const struct sample *before, struct sample *now)
{
	struct report report = {
		.query = query,
		.before = before,
		.now = now,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.values = calloc(query->columns.n + 1, sizeof(struct value)),
	};
	int r = -ENOMEM;

	report.time = set_context(query);
	if (report.values)
		r = write_report(&report);
	query->n_matched = report.n_rows;
	end_report(&report);
	if (query->options->until == UNTIL_NEVER) /* --until may wait for an operand to come */
		tell_operands(query);
	free(report.values);
	arena_done(&report.scratch);
	return r;
}

static bool wants_none(void *arg, void *record)
{
	remember(arg, record);
	return false;
}

static int take_nothing(void *arg _unused_, struct rows *rows _unused_)
{
	return 0;
}

static void tell_nothing(void *arg _unused_, const char *subject _unused_, int r _unused_)
{
}

int report_sample(struct query *query, struct sample *ret)
{
	struct report report = { .query = query, .now = ret, .lock = PTHREAD_MUTEX_INITIALIZER };
	struct faults silent = { .tell = tell_nothing, .lock = PTHREAD_MUTEX_INITIALIZER };
	struct plan plan = report_plan(&report, rates_sources(&query->rates));
	struct take take = { .rows = take_nothing, .arg = &report };
	int r;

	plan.wants = wants_none;
	plan.is_followed = true;
	plan.faults = &silent; /* the report itself tells them */
	plan.deciding = plan.sources;
	set_context(query);
	decide_early(&report, &plan);
	r = scan_collector(query, &plan, &take);
	end_report(&report);
	return r < 0 ? r : report.error;
}
