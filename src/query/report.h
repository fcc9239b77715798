/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Report: collect, filter, sort, limit and write, once. */
#ifndef QUERY_REPORT_H
#define QUERY_REPORT_H

#include "query/query.h"

/*
 * Writes one report. BEFORE: what rates are compared with; NULL: none. NOW: takes the counters of
 * all rows, for the next report; NULL: there is none. Returns 0 or a negative errno.
 */
int report_run(struct query *query, const struct sample *before, struct sample *now);

/* The first of two samples: only the counters, of all rows. Returns 0 or a negative errno. */
int report_sample(struct query *query, struct sample *ret);

#endif
