/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Report: collect, filter, group, sort, limit and write, once. */
#ifndef QUERY_REPORT_H
#define QUERY_REPORT_H

#include "query/group.h"
#include "query/query.h"
#include "query/row.h"

/* One report that is being made. */
struct report {
	struct query *query;
	const struct sample *before; /* NULL: there is none, rates are absent */
	struct sample *now;          /* NULL: no rates are asked for */
	pthread_mutex_t lock;        /* protects `now`, the totals and `error` */
	int error;                   /* of wants(), which can only return true or false */
	double time;                 /* seconds since the epoch */

	struct rows *batches; /* rows that are held, to be sorted */
	size_t n_batches, batches_size;
	struct groups groups; /* if rows are groups */
	struct value *values; /* of the columns of one row */
	struct arena scratch; /* of one row */
	size_t n_rows;
	bool has_begun;    /* sink->begin() has been called */
	bool is_premature; /* --until: its condition is not met; nothing was written */
};

/*
 * Makes one report. BEFORE: the sample that rates are compared with; NULL: none. NOW: takes the
 * counters of all rows, for the next report; NULL: no rates are asked for.
 * Returns 0 or a negative errno.
 */
int report_run(struct query *query, const struct sample *before, struct sample *now);

/* Takes the first of two samples: counters only, no rows. Returns 0 or a negative errno. */
int report_sample(struct query *query, struct sample *ret);

/* An evaluation for this report, without a row. */
struct evaluation report_evaluation(struct report *report);

/* A plan for the collector, with these sources. */
struct plan report_plan(struct report *report, uint64_t sources);

/* The sources that decide on a row, and all sources that the scan reads. */
void report_sources(const struct query *query, uint64_t *ret_deciding, uint64_t *ret_all);

/* Calls sink->begin() unless that has been done. Returns 0 or a negative errno. */
int report_begin(struct report *report);

/* ---- emit.c ---- */

/* The sources of the columns, and of the columns that a table shows instead of an empty list. */
uint64_t emit_sources(const struct query *query, const struct columns *columns);

/* Evaluates the columns of a row and hands them to the sink. Returns 0 or a negative errno. */
int emit_row(struct report *report, const struct row *row);

/* ---- stages.c ---- */

/* Whether rows are held until the scan has ended: to be sorted, grouped, or counted by --until. */
bool stages_hold(const struct query *query);

/*
 * Whether rows are read in two phases: with a limit, the sort keys of all rows first, and the other
 * sources only of the rows that stay.
 */
bool stages_are_two(const struct query *query);

/* The stage that takes the rows of the scan. */
struct take stages_take(struct report *report);

/* Writes the rows that have been held. Returns 0 or a negative errno. */
int stages_end(struct report *report);

#endif
