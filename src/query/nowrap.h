/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Totals: counters that never fall from one report to the next, although the counters of drivers
 * wrap or restart at 0 (psutil's nowrap, values.md P-309): from a fall on, the value before the
 * fall is added. A fall to 0 counts only once the counter has left 0 again (T-06). A row that is
 * missing from a report starts anew after it.
 */
#ifndef QUERY_NOWRAP_H
#define QUERY_NOWRAP_H

#include "query/columns.h"

struct total {
	uint64_t raw;    /* the last value of the kernel that was used */
	uint64_t offset; /* the sum of the values before each fall */
};

struct total_entry {
	const char *key;
	const struct total *totals; /* one for each counter */
};

/* The totals of one report. A zeroed set is empty. */
struct total_set {
	struct total_entry *entries;
	size_t n;
	size_t size;
	struct arena arena;
};

struct totals {
	const struct collector *collector; /* the one whose rows have totals; NULL: none */
	struct columns counters;
	struct columns keys;
	struct total_set before; /* of the last report, sorted by key */
	struct total_set now;    /* of this report */
};

/* From now on, totals of the counters of COLLECTOR's rows are kept. Returns 0 or -ENOMEM. */
int totals_prepare(struct totals *totals, const struct collector *collector);

/* Sets the counters of a record to their totals. Returns 0 or -ENOMEM. */
int totals_apply(struct totals *totals, void *record);

/* Ends a report: the next one is compared with it. */
void totals_next(struct totals *totals);

/* Adds the totals of a row from a state file, as part of this report. Returns 0 or -ENOMEM. */
int totals_add(struct totals *totals, const char *key, const struct total *list);

/* Drops what was added since the last report. */
void totals_forget(struct totals *totals);

void totals_done(struct totals *totals);

#endif
