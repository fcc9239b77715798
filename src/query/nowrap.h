/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Totals: counters of drivers that wrap, or begin again at 0, go on growing from one report to the
 * next (psutil's nowrap, values.md P-309): what was counted before the fall is added from then on.
 * A fall to 0 counts only when the
 * counter goes on from there (T-06). What is gone for a report begins anew.
 */
#ifndef QUERY_NOWRAP_H
#define QUERY_NOWRAP_H

#include "query/columns.h"

struct total {
	uint64_t raw;    /* as the kernel told it last */
	uint64_t offset; /* what it lost by falling */
};

struct total_entry {
	const char *key;
	const struct total *totals; /* as many as there are counters */
};

/* The totals of one report. A zeroed one is empty. */
struct total_set {
	struct total_entry *entries;
	size_t n;
	size_t size;
	struct arena arena;
};

struct totals {
	const struct collector *collector; /* NULL: nothing is remembered */
	struct columns counters;
	struct columns keys;
	struct total_set before; /* sorted */
	struct total_set now;
};

/* From now on the counters of this collector's rows are remembered. Returns 0 or -ENOMEM. */
int totals_prepare(struct totals *totals, const struct collector *collector);

/* Sets the counters of a record to their totals. Returns 0 or -ENOMEM. */
int totals_apply(struct totals *totals, void *record);

/* A report has ended: the next is compared with it. */
void totals_next(struct totals *totals);

/* Remembers what a state file had, until totals_next(). Returns 0 or -ENOMEM. */
int totals_add(struct totals *totals, const char *key, const struct total *list);

/* Takes back what was added since the last report. */
void totals_forget(struct totals *totals);

void totals_done(struct totals *totals);

#endif
