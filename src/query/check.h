/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check: --warning and --critical: what is measured, and where its ranges end. */
#ifndef QUERY_CHECK_H
#define QUERY_CHECK_H

#include "query/query.h"

static inline bool check_is_on(const struct query *query)
{
	return query->options->conditions[CONDITION_WARNING] ||
	       query->options->conditions[CONDITION_CRITICAL];
}

/* Makes the numbers that the conditions name the columns of the query. Returns 0 or -ENOMEM. */
int check_show_numbers(struct query *query);

/*
 * Of each column whether it is measured, with the ranges that conditions such as "percent > 80"
 * give; the first N_LABELS only name a row. *ret is of the arena. Returns 0 or -ENOMEM.
 */
int check_measure(const struct query *query, size_t n_labels, struct arena *arena,
                  const struct measure **ret);

#endif
