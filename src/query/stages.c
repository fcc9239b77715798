/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stages: what happens to rows behind the scan.
 *
 *   neither grouped nor sorted   each row is emitted at once
 *   sorted, or with a subtree    rows are held; then they are ordered, completed, emitted
 *   grouped                      rows are added to groups; then these are ordered, emitted
 */
#include <errno.h>

#include "base/array.h"
#include "query/check.h"
#include "query/report.h"
#include "query/subtree.h"

static bool has_subtrees(const struct query *query)
{
	return !query->grouping.is_on && query->grouping.n_aggregates > 0;
}

bool stages_hold(const struct query *query)
{
	return query->grouping.is_on || query->order.columns.n > 0 || has_subtrees(query) ||
	       query->options->until != UNTIL_NEVER;
}

bool stages_are_two(const struct query *query)
{
	return stages_hold(query) && !query->grouping.is_on && !has_subtrees(query) &&
	       !(columns_context(&query->order.columns) & CONTEXT_COLUMNS) &&
	       query->options->limit.is == PRESENT && query->collector->complete;
}

static bool has_enough(const struct report *report)
{
	const struct query *query = report->query;

	return (!query->sink && !check_is_on(query)) ||
	       (query->options->limit.is == PRESENT && report->n_rows >= query->options->limit.v);
}

static int take_emitted(void *arg, struct rows *rows)
{
	struct report *report = arg;
	size_t size = report->query->collector->record_size;
	int r = 0;

	for (size_t n = 0; n < rows->n && r == 0; n++) {
		struct row row = { .record = rows_at(rows, size, n) };

		if (report->query->options->limit.is == PRESENT && has_enough(report))
			return -FAULT_ENOUGH;
		report->n_rows++;
		if (report->query->sink || check_is_on(report->query))
			r = emit_row(report, &row);
	}
	return r == 0 && report->n_rows > 0 && has_enough(report) ? -FAULT_ENOUGH : r;
}

static int take_held(void *arg, struct rows *rows)
{
	struct report *report = arg;
	int r = array_grow(&report->batches, report->n_batches, &report->batches_size,
	                   sizeof(*report->batches));

	if (r < 0)
		return r;
	report->batches[report->n_batches++] = *rows;
	report->n_rows += rows->n;
	*rows = (struct rows){ 0 };
	return 0;
}

static int take_grouped(void *arg, struct rows *rows)
{
	struct report *report = arg;
	struct evaluation evaluation = report_evaluation(report);
	size_t size = report->query->collector->record_size;
	int r = 0;

	for (size_t n = 0; n < rows->n && r == 0; n++) {
		arena_reset(&report->scratch);
		evaluation.record = rows_at(rows, size, n);
		r = groups_add(&report->groups, &evaluation);
	}
	return r;
}

struct take stages_take(struct report *report)
{
	struct take take = { .rows = take_emitted, .arg = report };

	if (stages_hold(report->query))
		take.rows = report->query->grouping.is_on ? take_grouped : take_held;
	return take;
}

/* ---- rows that have been held ---- */

static int list_held(struct report *report, struct row *rows, struct aggregation *aggregation)
{
	const struct query *query = report->query;
	struct evaluation evaluation = report_evaluation(report);
	size_t n_rows = 0;

	for (size_t b = 0; b < report->n_batches; b++)
		for (size_t n = 0; n < report->batches[b].n; n++)
			rows[n_rows++].record =
				rows_at(&report->batches[b], query->collector->record_size, n);
	return has_subtrees(query) ? subtree_fill(&query->grouping, query->depth, &evaluation,
	                                          aggregation, rows, n_rows)
	                           : 0;
}

/* Lists the groups for which --having holds. */
static int list_groups(struct report *report, struct row *rows, size_t *ret_n)
{
	const struct expression *having = report->query->grouping.conditions[CONDITION_HAVING];
	struct evaluation evaluation = report_evaluation(report);
	int r = groups_finish(&report->groups);

	*ret_n = 0;
	for (size_t n = 0; n < report->groups.n && r == 0; n++) {
		struct row row = { .group = report->groups.items[n].values };

		row_evaluate(&row, &evaluation);
		if (!having || expression_holds(having, &evaluation))
			rows[(*ret_n)++] = row;
		r = evaluation.error;
	}
	return r;
}

/* Reads the sources that the first phase has left out. -ESRCH: the row is gone. */
static int complete_row(struct report *report, void *record)
{
	const struct query *query = report->query;
	struct plan plan = report_plan(report, emit_sources(query, &query->columns));

	return query->collector->complete(query->handle, &plan, record, &report->batches[0].arena);
}

static int write_rows(struct report *report, const struct row *rows, size_t n)
{
	const struct query *query = report->query;
	int r = 0;

	report->n_rows = 0;
	for (size_t i = 0; i < n && r == 0; i++) {
		if (query->options->limit.is == PRESENT &&
		    report->n_rows >= query->options->limit.v)
			break;
		r = stages_are_two(query) ? complete_row(report, rows[i].record) : 0;
		if (r == -ESRCH) {
			r = 0;
			continue;
		}
		report->n_rows++;
		if (r == 0 && (query->sink || check_is_on(query)))
			r = emit_row(report, &rows[i]);
	}
	return r;
}

/* Whether the condition of --until is not met yet by N rows: nothing is written then. */
static bool is_premature(const struct query *query, size_t n)
{
	return query->options->until != UNTIL_NEVER &&
	       (query->options->until == UNTIL_ANY) != (n > 0);
}

static int sort_and_write(struct report *report, struct row *rows, size_t n)
{
	const struct query *query = report->query;
	_cleanup_arena_ struct arena keys = { 0 };
	struct evaluation evaluation = report_evaluation(report);
	int r = 0;

	evaluation.arena = &keys;
	if (query->order.columns.n > 0)
		r = order_sort(&query->order, &evaluation, rows, n);
	if (r == 0)
		r = report_begin(report);
	return r < 0 ? r : write_rows(report, rows, n);
}

/* Hands the rows that --until=none waits for to query->hold(); a group has no record. */
static int hold_rows(const struct query *query, const struct row *rows, size_t n)
{
	int r = 0;

	if (query->hold && query->options->until == UNTIL_NONE && !query->grouping.is_on)
		for (size_t i = 0; i < n && r == 0; i++)
			r = query->hold(query->arg, rows[i].record);
	return r;
}

int stages_end(struct report *report)
{
	const struct query *query = report->query;
	size_t n = query->grouping.is_on ? report->groups.n : report->n_rows;
	_cleanup_free_ struct row *rows = calloc(n + 1, sizeof(*rows));
	_cleanup_aggregation_ struct aggregation aggregation = { 0 };
	int r;

	if (!rows)
		return -ENOMEM;
	r = query->grouping.is_on ? list_groups(report, rows, &n)
	                          : list_held(report, rows, &aggregation);
	report->is_premature = r == 0 && is_premature(query, n);
	if (r < 0)
		return r;
	return report->is_premature ? hold_rows(query, rows, n) : sort_and_write(report, rows, n);
}
