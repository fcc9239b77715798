/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check: the values that --warning and --critical look at, and their ranges. */
#ifndef QUERY_CHECK_H
#define QUERY_CHECK_H

#include "query/query.h"

static inline bool check_is_on(const struct query *query)
{
	return query->options->conditions[CONDITION_WARNING] ||
	       query->options->conditions[CONDITION_CRITICAL];
}

/* Sets the query's columns to the numbers that its conditions use. Returns 0 or -ENOMEM. */
int check_show_numbers(struct query *query);

/*
 * Says of each column whether it is a measured value, with the ranges that conditions such as
 * "percent > 80" give. The first N_LABELS columns only name the row. *ret is an array in the arena.
 * Returns 0 or -ENOMEM.
 */
int check_measure(const struct query *query, size_t n_labels, struct arena *arena,
                  const struct measure **ret);

#endif
