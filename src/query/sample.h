/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Samples: rates between two readings of the same counters.
 *
 * A field with a rate (model/field.h) names the counters that it is made of. A sample holds these
 * counters of every row, under the row's key; the next sample's rows are compared with it.
 */
#ifndef QUERY_SAMPLE_H
#define QUERY_SAMPLE_H

#include <pthread.h>

#include "base/arena.h"
#include "query/columns.h"

/* One rate, and the places of its counters among all counters of the query. */
struct rate_plan {
	const struct field *field;
	size_t *of; /* ended by SIZE_MAX */
	size_t *per;
};

struct rates {
	const struct collector *collector;
	struct rate_plan *plans;
	size_t n_plans;
	struct columns counters; /* every one that any rate needs, once */
	struct columns keys;
	struct arena arena;
};

struct sample_entry {
	const char *key; /* of the sample's arena, as the counters are */
	double time;     /* seconds, CLOCK_BOOTTIME: it goes on across suspend */
	const double *counters;
};

/* A zeroed one is empty. Additions may come from any thread, in any order. */
struct sample {
	struct sample_entry *entries;
	size_t n;
	size_t size;
	bool is_sorted;
	struct arena arena;
};

/* Adds the rate of a column, where it has one; also those of its members. 0 or -ENOMEM. */
int rates_add(struct rates *rates, const struct collector *collector, const struct field *field);

/* Adds what rate() and delta() in an expression compare, and the rates of its columns. */
int rates_add_expression(struct rates *rates, const struct collector *collector,
                         struct expression *expression);

/* Whether there is anything to compare. */
static inline bool rates_any(const struct rates *rates)
{
	return rates->counters.n > 0;
}

/* The sources that the counters and the keys are read from. */
uint64_t rates_sources(const struct rates *rates);

void rates_done(struct rates *rates);

/* The time of samples. */
double sample_clock(void);

/* The counters of one row, and its key. */
struct reading_of_row {
	struct buffer key;
	double *counters;
	double time;
};

void sample_row_done(struct reading_of_row *row);

#define _cleanup_sample_row_ _cleanup_(sample_row_done)

/* Reads them off a record. Returns 0 or -ENOMEM. */
int sample_read_row(const struct rates *rates, const void *record, struct reading_of_row *ret);

/*
 * Remembers a row, and tells the record what has changed since the sample BEFORE, which may be
 * NULL. Not thread-safe: the caller locks. Returns 0 or -ENOMEM.
 */
int sample_add_row(struct sample *sample, const struct rates *rates,
                   const struct reading_of_row *row, const struct sample *before, void *record);

/* An entry as a state file had it. 0 or -ENOMEM. */
int sample_add_entry(struct sample *sample, const struct sample_entry *entry, size_t n_counters);

/* Ends the additions. */
void sample_sort(struct sample *sample);

/* Fills the rates of a record by its growth. What went backwards stays absent. */
void rates_fill(const struct rates *rates, void *record);

void sample_done(struct sample *sample);

#endif
