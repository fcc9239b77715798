/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Report: collect, filter, group, sort, limit and write, once. */
#ifndef QUERY_REPORT_H
#define QUERY_REPORT_H

#include "query/group.h"
#include "query/query.h"
#include "query/row.h"

/* One report on its way. */
struct report {
	struct query *query;
	const struct sample *before; /* NULL: none, rates are absent */
	struct sample *now;          /* NULL: nobody will ask for it */
	pthread_mutex_t lock;        /* of `now` and the totals */
	int error;                   /* of what wants() could not return */
	double time;                 /* seconds since the epoch */

	struct rows *batches; /* of a report that is sorted: all rows there are */
	size_t n_batches, batches_size;
	struct groups groups; /* of a report whose rows are groups */
	struct value *values; /* of the columns */
	struct arena scratch; /* of a row */
	size_t n_rows;
	bool has_begun;    /* the writer has */
	bool is_premature; /* --until: what is waited for has not come; nothing was written */
};

/*
 * Writes one report. BEFORE: what rates are compared with; NULL: none. NOW: takes the counters of
 * all rows, for the next report; NULL: there is none. Returns 0 or a negative errno.
 */
int report_run(struct query *query, const struct sample *before, struct sample *now);

/* The first of two samples: only the counters, of all rows. Returns 0 or a negative errno. */
int report_sample(struct query *query, struct sample *ret);

/* What expressions are evaluated with, of no row yet. */
struct evaluation report_evaluation(struct report *report);

/* What a query wants of its collector, with these sources. */
struct plan report_plan(struct report *report, uint64_t sources);

/* The sources that decide on a row, and all that are read in the scan. */
void report_sources(const struct query *query, uint64_t *ret_deciding, uint64_t *ret_all);

/* The writer begins the report, where it has not yet. Returns 0 or a negative errno. */
int report_begin(struct report *report);

/* ---- emit.c ---- */

/* The sources of the columns, and of what a table has in their place. */
uint64_t emit_sources(const struct query *query, const struct columns *columns);

/* Evaluates the columns of a row and hands them to the writer. Returns 0 or a negative errno. */
int emit_row(struct report *report, const struct row *row);

/* ---- stages.c ---- */

/* Whether rows are held until all are there: to be sorted, or for what is below them. */
bool stages_hold(const struct query *query);

/* With a limit, the sort keys are read of all rows and the rest only of those that stay. */
bool stages_are_two(const struct query *query);

/* What the scan hands its rows to. */
struct take stages_take(struct report *report);

/* Writes what the stages have held. Returns 0 or a negative errno. */
int stages_end(struct report *report);

#endif
