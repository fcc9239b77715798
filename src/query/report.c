/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Report: collect, filter, sort, limit and write, once. */
#include "query/report.h"

#include <errno.h>
#include <time.h>

#include "query/missing.h"

/* One report on its way. */
struct report {
	struct query *query;
	const struct sample *before; /* NULL: none, rates are absent */
	struct sample *now;          /* NULL: nobody will ask for it */
	pthread_mutex_t lock;        /* of `now` and the totals */
	int error;                   /* of what wants() could not return */
	double time;                 /* seconds since the epoch */

	struct rows *batches; /* of a report that is sorted: all rows there are */
	size_t n_batches;
	struct value *values;
	struct arena scratch; /* of a row */
	size_t n_rows;
};

/* The column whose text people see where a list is empty; NULL: none. */
static const struct field *instead_of(const struct query *query, const struct field *field)
{
	if (!field->instead || !query->output || !query->output->writer->is_for_people)
		return NULL;
	return field_find(query->collector->fields, query->collector->n_fields,
	                  text_of(field->instead));
}

static uint64_t sources_of(const struct query *query, const struct columns *columns)
{
	uint64_t sources = columns_sources(query->collector, columns);

	for (size_t n = 0; n < columns->n; n++) {
		const struct field *instead = instead_of(query, columns->items[n].field);

		if (instead)
			sources |= collector_sources_of(query->collector, instead);
	}
	return sources;
}

/* What decides on a row: the filter, and the rates that it may look at. */
static uint64_t deciding_sources(const struct query *query)
{
	uint64_t sources = sources_of(query, &query->where.columns) | rates_sources(&query->rates);

	if (where_has(&query->where, &missing_field))
		sources |= sources_of(query, &query->columns);
	return collector_closure(query->collector, sources);
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

/* The rates look at the counters as they are, and the user at their totals. */
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
	int r = remember(report, record);

	if (r == 0)
		r = where_holds(&query->where, record);
	if (r < 0) {
		pthread_mutex_lock(&report->lock);
		report->error = r;
		pthread_mutex_unlock(&report->lock);
	}
	return r > 0;
}

static int continue_part(void *arg, void *part)
{
	struct report *report = arg;

	return totals_apply(&report->query->totals, part);
}

/* A kernel thread has no command line: people want to see its name there, as ps(1) has it. */
static int explain_empty(struct report *report, const struct field *instead, const void *record,
                         struct value *ret)
{
	struct text *item = arena_alloc(&report->scratch, sizeof(*item));
	struct value name;
	char *bytes;

	record_value(instead, record, &name);
	if (name.is != PRESENT)
		return 0;
	bytes = arena_alloc(&report->scratch, name.text.length + 2);
	if (!item || !bytes)
		return -ENOMEM;
	bytes[0] = '[';
	memcpy(bytes + 1, name.text.bytes, name.text.length);
	bytes[name.text.length + 1] = ']';
	*item = (struct text){ .bytes = bytes, .length = name.text.length + 2 };
	ret->texts = (struct texts){ .items = item, .n = 1, .is = PRESENT };
	return 0;
}

/* What expressions are evaluated with, of a record or of none yet. */
static struct evaluation evaluation_of(struct report *report, const void *record)
{
	return (struct evaluation){
		.record = record,
		.arena = &report->scratch,
		.now = report->time,
		.host = report->query->host,
		.shown = &report->query->columns,
	};
}

static int fill_value(struct report *report, const struct column *column, const void *record,
                      struct value *ret)
{
	const struct field *instead = instead_of(report->query, column->field);
	struct evaluation evaluation;

	if (column->expression) {
		evaluation = evaluation_of(report, record);
		expression_evaluate(column->expression, &evaluation, ret);
		return evaluation.error;
	}
	record_value(column->field, record, ret);
	if (!instead || ret->is != PRESENT || ret->texts.n > 0)
		return 0;
	return explain_empty(report, instead, record, ret);
}

static int fill_values(struct report *report, const void *record)
{
	const struct columns *columns = &report->query->columns;
	size_t missing = SIZE_MAX;
	int r = 0;

	arena_reset(&report->scratch);
	for (size_t n = 0; n < columns->n && r == 0; n++) {
		const struct field *field = columns->items[n].field;

		if (field == &missing_field)
			missing = n;
		else if (field == &time_field)
			report->values[n] = (struct value){ .is = PRESENT, .f = report->time };
		else if (field == &host_field)
			report->values[n] =
				(struct value){ .is = PRESENT, .text = report->query->host };
		else
			r = fill_value(report, &columns->items[n], record, &report->values[n]);
	}
	if (r < 0 || missing == SIZE_MAX)
		return r;
	return missing_explain(columns, report->values, &report->scratch, &report->values[missing]);
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

static int take_written(void *arg, struct rows *rows)
{
	struct report *report = arg;
	size_t size = report->query->collector->record_size;
	int r = 0;

	for (size_t n = 0; n < rows->n && r == 0; n++) {
		if (report->query->options->limit.is == PRESENT && has_enough(report))
			return -FAULT_ENOUGH;
		report->n_rows++;
		if (report->query->output)
			r = write_row(report, rows_at(rows, size, n));
	}
	return r == 0 && report->n_rows > 0 && has_enough(report) ? -FAULT_ENOUGH : r;
}

static int take_kept(void *arg, struct rows *rows)
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

static struct plan plan_of(struct report *report, uint64_t sources)
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

/* The handle is made once for all reports. */
static int scan(struct query *query, const struct plan *plan, const struct take *take)
{
	const struct collector *collector = query->collector;
	int r = 0;

	if (collector->open && !query->handle)
		r = collector->open(plan, &query->handle);
	return r < 0 ? r : collector->scan(query->handle, plan, take);
}

static int collect(struct report *report)
{
	struct query *query = report->query;
	uint64_t deciding = deciding_sources(query);
	uint64_t sources = deciding | sources_of(query, &query->order.columns);
	struct plan plan =
		plan_of(report, is_two_phase(query) ? sources
	                                            : sources | sources_of(query, &query->columns));
	struct take take = { .rows = is_sorted(query) ? take_kept : take_written, .arg = report };
	int r;

	plan.wants = wants;
	plan.deciding = deciding;
	r = scan(query, &plan, &take);
	if (r == -FAULT_ENOUGH)
		r = 0;
	return r < 0 ? r : report->error;
}

/* Reads what two phases have left out. A row that is gone meanwhile leaves none. */
static int complete(struct report *report, void *record)
{
	const struct query *query = report->query;
	struct plan plan = plan_of(report, sources_of(query, &query->columns));

	return query->collector->complete(query->handle, &plan, record, &report->batches[0].arena);
}

static int write_sorted(struct report *report)
{
	const struct query *query = report->query;
	uint64_t most = query->options->limit.is == PRESENT ? query->options->limit.v : UINT64_MAX;
	_cleanup_free_ void **records = reallocarray(NULL, report->n_rows + 1, sizeof(*records));
	_cleanup_arena_ struct arena keys = { 0 };
	struct evaluation evaluation;
	size_t n_records = 0, written = 0;
	int r;

	if (!records)
		return -ENOMEM;
	for (size_t b = 0; b < report->n_batches; b++)
		for (size_t n = 0; n < report->batches[b].n; n++)
			records[n_records++] =
				rows_at(&report->batches[b], query->collector->record_size, n);
	evaluation = evaluation_of(report, NULL);
	evaluation.arena = &keys;
	r = order_sort(&query->order, &evaluation, records, n_records);
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
			fault_tell(query->faults, operand->text, operand->error);
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

static void end(struct report *report)
{
	for (size_t n = 0; n < report->n_batches; n++)
		rows_done(&report->batches[n]);
	free(report->batches);
	if (report->now)
		sample_sort(report->now);
	totals_next(&report->query->totals);
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
	struct timespec time;
	int r = -ENOMEM;

	clock_gettime(CLOCK_REALTIME, &time);
	report.time = (double)time.tv_sec + (double)(time.tv_nsec / 1000000) * 1e-3;
	query->where.now = report.time;
	query->where.host = query->host;
	query->where.shown = &query->columns;
	if (report.values)
		r = write_report(&report);
	query->n_matched = report.n_rows;
	end(&report);
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

static void tell_nothing(void *arg _unused_, const char *subject _unused_, int r _unused_)
{
}

int report_sample(struct query *query, struct sample *ret)
{
	struct report report = { .query = query, .now = ret, .lock = PTHREAD_MUTEX_INITIALIZER };
	struct faults nobody = { .tell = tell_nothing, .lock = PTHREAD_MUTEX_INITIALIZER };
	struct plan plan = plan_of(&report, rates_sources(&query->rates));
	struct take take = { .rows = take_kept, .arg = &report };
	int r;

	plan.wants = wants_none;
	plan.faults = &nobody; /* the report itself will tell */
	plan.deciding = plan.sources;
	r = scan(query, &plan, &take);
	end(&report);
	return r < 0 ? r : report.error;
}
