/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Query: the pipeline that every view runs through. */
#include "query/query.h"

#include <errno.h>
#include <time.h>

#include "query/state.h"

static const double default_interval = 0.5;

/* One report on its way. */
struct report {
	struct query *query;
	const struct sample *before; /* NULL: none, rates are absent */
	struct sample *now;          /* NULL: nobody will ask for it */
	pthread_mutex_t lock;        /* of `now` */
	int error;                   /* of what keep() could not return */
	double time;                 /* seconds since the epoch */

	struct rows *batches; /* of a report that is sorted: all rows there are */
	size_t n_batches;
	struct value *values;
	struct arena scratch; /* of the column `missing` */
	size_t n_rows;
};

void query_done(struct query *query)
{
	columns_done(&query->columns);
	where_done(&query->where);
	order_done(&query->order);
	rates_done(&query->rates);
}

static int prepare_where(struct query *query, struct buffer *why)
{
	int r = 0;

	for (size_t n = 0; n < query->options->n_where && r == 0; n++)
		r = where_add(&query->where, query->collector, query->options->where[n], why);
	return r;
}

static int add_rates(struct query *query, const struct columns *columns)
{
	int r = 0;

	for (size_t n = 0; n < columns->n && r == 0; n++)
		r = rates_add(&query->rates, query->collector, columns->items[n].field);
	return r;
}

int query_prepare(struct query *query, const char *defaults, struct buffer *why)
{
	int r = columns_parse(query->collector, defaults, query->options->columns, &query->columns,
	                      why);

	if (r == 0)
		r = prepare_where(query, why);
	if (r == 0 && query->options->sort)
		r = order_parse(query->collector, query->options->sort, &query->order, why);
	if (r == 0)
		r = add_rates(query, &query->columns);
	if (r == 0)
		r = add_rates(query, &query->where.columns);
	if (r == 0)
		r = add_rates(query, &query->order.columns);
	return r;
}

static uint64_t sources_of(const struct query *query, const struct columns *columns)
{
	uint64_t sources = 0;

	for (size_t n = 0; n < columns->n; n++)
		sources |= collector_sources_of(query->collector, columns->items[n].field);
	return sources;
}

/* What decides on a row: the filter, and the rates that it may look at. */
static uint64_t deciding_sources(const struct query *query)
{
	return collector_closure(query->collector, sources_of(query, &query->where.columns) |
	                                                   rates_sources(&query->rates));
}

static bool is_sorted(const struct query *query)
{
	return query->order.columns.n > 0;
}

/* With a limit, the sort keys are read of all rows and the rest only of those that stay. */
static bool is_two_phase(const struct query *query)
{
	return is_sorted(query) && query->options->limit.is == PRESENT &&
	       query->collector->complete;
}

static bool keep(void *arg, void *record)
{
	struct report *report = arg;
	const struct query *query = report->query;
	int r = 0;

	if (report->before)
		r = sample_apply(report->before, &query->rates, record);
	if (report->now) {
		pthread_mutex_lock(&report->lock);
		if (r == 0)
			r = sample_add(report->now, &query->rates, record);
		if (r < 0)
			report->error = r;
		pthread_mutex_unlock(&report->lock);
	}
	return r == 0 && where_holds(&query->where, record);
}

static void tell(void *arg, const char *subject, int error)
{
	struct report *report = arg;

	report->query->problem(report->query->arg, subject, error);
}

static int add_missing(struct report *report, struct pair *pairs, size_t *n_pairs,
                       const char *prefix, const struct field *field, const struct value *value)
{
	char *name;
	int r = 0;

	if (value->is == PRESENT && field->kind != KIND_STRUCT)
		return 0;
	name = arena_alloc(&report->scratch, strlen(prefix) + strlen(field->name) + 2);
	if (!name)
		return -ENOMEM;
	stpcpy(stpcpy(stpcpy(name, prefix), *prefix ? "." : ""), field->name);
	if (value->is != PRESENT) {
		pairs[(*n_pairs)++] = (struct pair){ .name = text_of(name),
			                             .value = text_of(presence_word(value->is)) };
		return 0;
	}
	for (size_t n = 0; n < field->n_members && r == 0; n++) {
		struct value member;

		record_value(&field->members[n], value->record, &member);
		r = add_missing(report, pairs, n_pairs, name, &field->members[n], &member);
	}
	return r;
}

static size_t count_leaves(const struct field *field)
{
	size_t count = 1;

	for (size_t n = 0; field->kind == KIND_STRUCT && n < field->n_members; n++)
		count += count_leaves(&field->members[n]);
	return count;
}

/* The column `missing`: why each null column of the row is null. */
static int explain_missing(struct report *report, struct value *ret)
{
	const struct columns *columns = &report->query->columns;
	size_t most = 0, n_pairs = 0;
	struct pair *pairs;
	int r = 0;

	arena_reset(&report->scratch);
	for (size_t n = 0; n < columns->n; n++)
		most += count_leaves(columns->items[n].field);
	pairs = arena_array(&report->scratch, most, sizeof(*pairs));
	if (!pairs)
		return -ENOMEM;
	for (size_t n = 0; n < columns->n && r == 0; n++) {
		const struct column *column = &columns->items[n];
		struct field named = *column->field;

		named.name = column->name;
		if (column->field != &missing_field)
			r = add_missing(report, pairs, &n_pairs, "", &named, &report->values[n]);
	}
	*ret = (struct value){ .is = PRESENT, .map = { .items = pairs, .n = n_pairs } };
	return r;
}

static int fill_values(struct report *report, const void *record)
{
	const struct columns *columns = &report->query->columns;
	size_t missing = SIZE_MAX;

	for (size_t n = 0; n < columns->n; n++) {
		const struct field *field = columns->items[n].field;

		if (field == &missing_field)
			missing = n;
		else if (field == &time_field)
			report->values[n] = (struct value){ .is = PRESENT, .f = report->time };
		else
			record_value(field, record, &report->values[n]);
	}
	return missing == SIZE_MAX ? 0 : explain_missing(report, &report->values[missing]);
}

static bool has_enough(const struct report *report)
{
	const struct query *query = report->query;

	return !query->output ||
	       (query->options->limit.is == PRESENT && report->n_rows >= query->options->limit.v);
}

static int write_row(struct report *report, const void *record)
{
	const struct query *query = report->query;
	struct value depth = { 0 };
	int r = fill_values(report, record);

	if (r == 0 && query->depth)
		record_value(query->depth, record, &depth);
	if (r == 0)
		r = query->output->writer->row(query->output, report->values, (unsigned)depth.u);
	query->output->n_rows++;
	return r;
}

/* -ECANCELED: that was enough, the collector may stop. */
static int emit_written(void *arg, struct rows *rows)
{
	struct report *report = arg;
	size_t size = report->query->collector->record_size;
	int r = 0;

	for (size_t n = 0; n < rows->n && r == 0; n++) {
		if (report->query->options->limit.is == PRESENT && has_enough(report))
			return -ECANCELED;
		report->n_rows++;
		if (report->query->output)
			r = write_row(report, rows_at(rows, size, n));
	}
	return r == 0 && report->n_rows > 0 && has_enough(report) ? -ECANCELED : r;
}

static int emit_kept(void *arg, struct rows *rows)
{
	struct report *report = arg;
	struct rows *batches =
		reallocarray(report->batches, report->n_batches + 1, sizeof(*batches));

	if (!batches)
		return -ENOMEM;
	report->batches = batches;
	batches[report->n_batches++] = *rows;
	report->n_rows += rows->n;
	*rows = (struct rows){ 0 };
	return 0;
}

static int collect(struct report *report)
{
	const struct query *query = report->query;
	uint64_t needed = sources_of(query, &query->order.columns) | deciding_sources(query);
	struct request request = {
		.sources = needed,
		.deciding = deciding_sources(query),
		.keep = keep,
		.operands = query->operands,
		.n_operands = query->n_operands,
		.options = query->collector_options,
		.emit = is_sorted(query) ? emit_kept : emit_written,
		.problem = tell,
		.arg = report,
	};
	int r;

	if (!is_two_phase(query))
		request.sources |= sources_of(query, &query->columns);
	request.sources = collector_closure(query->collector, request.sources);
	r = query->collector->collect(query->collector, &request);
	if (r == -ECANCELED)
		r = 0;
	return r < 0 ? r : report->error;
}

/* Reads what two phases have left out. A row that is gone meanwhile leaves none. */
static int complete(struct report *report, void *record)
{
	const struct query *query = report->query;
	struct request request = {
		.sources = collector_closure(query->collector, sources_of(query, &query->columns)),
		.options = query->collector_options,
		.problem = tell,
		.arg = report,
	};

	return query->collector->complete(query->collector, &request, record,
	                                  &report->batches[0].arena);
}

static int write_sorted(struct report *report)
{
	const struct query *query = report->query;
	size_t most = query->options->limit.is == PRESENT ? query->options->limit.v : SIZE_MAX;
	_cleanup_free_ void **records = reallocarray(NULL, report->n_rows + 1, sizeof(*records));
	size_t n_records = 0, written = 0;
	int r;

	if (!records)
		return -ENOMEM;
	for (size_t b = 0; b < report->n_batches; b++)
		for (size_t n = 0; n < report->batches[b].n; n++)
			records[n_records++] =
				rows_at(&report->batches[b], query->collector->record_size, n);
	r = order_sort(&query->order, records, n_records);
	for (size_t n = 0; n < n_records && written < most && r == 0; n++) {
		r = is_two_phase(query) ? complete(report, records[n]) : 0;
		if (r == -ESRCH) {
			r = 0;
			continue;
		}
		written++;
		if (r == 0 && query->output)
			r = write_row(report, records[n]);
	}
	report->n_rows = written;
	return r;
}

/* What was named and is not there is told once, however many reports there are. */
static void tell_operands(struct query *query)
{
	for (size_t n = 0; n < query->n_operands; n++) {
		struct operand *operand = &query->operands[n];

		if (operand->error < 0 && !operand->is_told)
			query->problem(query->arg, operand->text, operand->error);
		operand->is_told = operand->is_told || operand->error < 0;
	}
}

static int write_report(struct report *report)
{
	struct output *output = report->query->output;
	int r = 0;

	if (output) {
		output->n_rows = 0;
		r = output->writer->begin(output);
	}
	if (r == 0)
		r = collect(report);
	if (r == 0 && is_sorted(report->query))
		r = write_sorted(report);
	if (r == 0 && output)
		r = output->writer->end(output);
	if (output)
		output->had_report = true;
	return r;
}

static void batches_done(struct report *report)
{
	for (size_t n = 0; n < report->n_batches; n++)
		rows_done(&report->batches[n]);
	free(report->batches);
}

static int run_report(struct query *query, const struct sample *before, struct sample *now)
{
	struct report report = {
		.query = query,
		.before = before,
		.now = now,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.values = calloc(query->columns.n + 1, sizeof(struct value)),
	};
	struct timespec time;
	int r = -ENOMEM;

	clock_gettime(CLOCK_REALTIME, &time);
	report.time = (double)time.tv_sec + (double)(time.tv_nsec / 1000000) * 1e-3;
	if (report.values)
		r = write_report(&report);
	query->n_matched = report.n_rows;
	if (now)
		sample_sort(now);
	tell_operands(query);
	batches_done(&report);
	free(report.values);
	arena_done(&report.scratch);
	return r;
}

static bool keep_none(void *arg, void *record)
{
	struct report *report = arg;

	pthread_mutex_lock(&report->lock);
	if (sample_add(report->now, &report->query->rates, record) < 0)
		report->error = -ENOMEM;
	pthread_mutex_unlock(&report->lock);
	return false;
}

static void tell_nothing(void *arg _unused_, const char *subject _unused_, int error _unused_)
{
}

/* The first of two samples: only the counters, of all rows. */
static int take_sample(struct query *query, struct sample *ret)
{
	uint64_t sources = collector_closure(query->collector, rates_sources(&query->rates));
	struct report report = { .query = query, .now = ret, .lock = PTHREAD_MUTEX_INITIALIZER };
	struct request request = {
		.sources = sources,
		.deciding = sources,
		.keep = keep_none,
		.operands = query->operands,
		.n_operands = query->n_operands,
		.options = query->collector_options,
		.emit = emit_kept,
		.problem = tell_nothing, /* the report itself will tell */
		.arg = &report,
	};
	int r = query->collector->collect(query->collector, &request);

	batches_done(&report);
	sample_sort(ret);
	return r < 0 ? r : report.error;
}

/* Report K comes K intervals after the start, however long the others took. */
static bool wait_until(struct query *query, const struct timespec *start, double seconds)
{
	struct timespec then = *start;
	double whole = (double)(int64_t)seconds;

	then.tv_sec += (time_t)whole;
	then.tv_nsec += (long)((seconds - whole) * 1e9);
	if (then.tv_nsec >= 1000000000) {
		then.tv_nsec -= 1000000000;
		then.tv_sec++;
	}
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
	bool has_rates = query->rates.n_plans > 0, goes_on = true;
	uint64_t pauses = 0;
	struct timespec start;
	int r = 0;

	clock_gettime(CLOCK_MONOTONIC, &start);
	if (has_rates && !has_before) {
		r = take_sample(query, before);
		goes_on = wait_until(query, &start, interval * (double)++pauses);
	}
	for (uint64_t n = 0; r == 0 && goes_on && (count == 0 || n < count); n++) {
		struct sample now = { 0 };

		if (n > 0 && !wait_until(query, &start, interval * (double)++pauses))
			break;
		r = run_report(query, has_rates ? before : NULL, has_rates ? &now : NULL);
		sample_done(before);
		*before = now;
	}
	return r;
}

int query_show_time(struct query *query)
{
	struct columns columns = { 0 };
	int r = columns_add(&columns, &(struct column){ .name = "time", .field = &time_field });

	for (size_t n = 0; n < query->columns.n && r == 0; n++)
		r = columns_add(&columns, &query->columns.items[n]);
	columns_done(&query->columns);
	query->columns = columns;
	return r;
}

int query_run(struct query *query)
{
	struct sample before = { 0 };
	struct state state = { 0 };
	int r = 0;

	if (query->options->state && query->rates.n_plans > 0) {
		r = state_load(&state, query->options->state, query->boot_id, &query->rates,
		               &before);
		if (r < 0 || state.fault)
			query->problem(query->arg, query->options->state, r < 0 ? r : state.fault);
		if (r < 0)
			return r == -ENOMEM ? r : 0; /* it has been told */
	}
	if (r == 0)
		r = run_reports(query, &before, query->options->state != NULL);
	if (r == 0 && query->options->state && query->rates.n_plans > 0) {
		r = state_save(query->options->state, query->boot_id, &query->rates, &before);
		if (r < 0)
			query->problem(query->arg, query->options->state, r);
	}
	state_done(&state);
	sample_done(&before);
	return r;
}
