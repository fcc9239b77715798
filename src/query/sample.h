/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Samples: rates and deltas between two readings of the same counters.
 *
 * A field with a rate (model/field.h) names the counters that the rate is made of. A sample holds
 * these counters for every row, under the row's key. The rows of the next sample are compared with
 * it.
 */
#ifndef QUERY_SAMPLE_H
#define QUERY_SAMPLE_H

#include <pthread.h>

#include "base/arena.h"
#include "query/columns.h"

/* A field with a rate, and the indices of its counters among all counters of the query. */
struct rate_plan {
	const struct field *field;
	size_t *of;  /* the dividend, ended by SIZE_MAX */
	size_t *per; /* the divisor, ended by SIZE_MAX; NULL: the time between the samples */
};

struct rates {
	const struct collector *collector;
	struct rate_plan *plans;
	size_t n_plans;
	struct columns counters; /* all that the rates and deltas need, each once */
	struct columns keys;     /* the columns that identify a row */
	struct arena arena;
};

struct sample_entry {
	const char *key;
	double time; /* seconds of CLOCK_BOOTTIME, which includes suspend */
	const double *counters;
};

/* A zeroed sample is empty. Its arena holds the keys and counters. */
struct sample {
	struct sample_entry *entries;
	size_t n;
	size_t size;
	bool is_sorted;
	struct arena arena;
};

/* Adds the rate of a column, if it has one, and those of its members. Returns 0 or -ENOMEM. */
int rates_add(struct rates *rates, const struct collector *collector, const struct field *field);

/*
 * Adds the arguments of rate() and delta() in an expression, and the rates of its columns.
 * Returns 0 or -ENOMEM.
 */
int rates_add_expression(struct rates *rates, const struct collector *collector,
                         struct expression *expression);

/* Whether there are counters to compare. */
static inline bool rates_any(const struct rates *rates)
{
	return rates->counters.n > 0;
}

/* The sources that the counters and the keys are read from. */
uint64_t rates_sources(const struct rates *rates);

void rates_done(struct rates *rates);

/* The time now, in seconds of CLOCK_BOOTTIME. */
double sample_clock(void);

/* The key and the counters of one row. */
struct reading_of_row {
	struct buffer key;
	double *counters;
	double time;
};

void sample_row_done(struct reading_of_row *row);

#define _cleanup_sample_row_ _cleanup_(sample_row_done)

/* Takes key and counters from a record. Returns 0 or -ENOMEM. */
int sample_read_row(const struct rates *rates, const void *record, struct reading_of_row *ret);

/*
 * Adds a row to the sample, and sets record->growth to the change since the sample BEFORE, which
 * may be NULL. Not thread-safe: the caller locks. Returns 0 or -ENOMEM.
 */
int sample_add_row(struct sample *sample, const struct rates *rates,
                   const struct reading_of_row *row, const struct sample *before, void *record);

/* Adds a copy of ENTRY. Returns 0 or -ENOMEM. */
int sample_add_entry(struct sample *sample, const struct sample_entry *entry, size_t n_counters);

/* Sorts the sample by key, so that another one can be compared with it. */
void sample_sort(struct sample *sample);

/* Calculates the rates of a record from its growth. A rate that is below 0 stays absent. */
void rates_fill(const struct rates *rates, void *record);

void sample_done(struct sample *sample);

#endif
