/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Group: the stage that makes one row of many rows. Its memory is one record for each group. */
#ifndef QUERY_GROUP_H
#define QUERY_GROUP_H

#include "query/aggregate.h"
#include "query/grouping.h"

struct group {
	struct value *values; /* of the keys, then of the aggregates */
	struct accumulator *accumulators;
};

/* The groups of one report, in the order in which they appeared. */
struct groups {
	const struct grouping *grouping;
	struct aggregation aggregation;
	struct intern index;
	struct buffer identity;
	struct group *items;
	size_t n;
};

/* Begins a report. Without keys there is one group, even if no row comes. Returns 0 or -ENOMEM. */
int groups_begin(struct groups *groups, const struct grouping *grouping);

/* Adds the row that EVALUATION is about to its group. Returns 0 or -ENOMEM. */
int groups_add(struct groups *groups, struct evaluation *evaluation);

/* Calculates the aggregates, after the last row. Returns 0 or -ENOMEM. */
int groups_finish(struct groups *groups);

/* The value that a row adds to the aggregate NODE; any value that is present for count(). */
void group_argument(const struct expression *node, struct evaluation *evaluation,
                    struct value *ret);

void groups_done(struct groups *groups);

#endif
