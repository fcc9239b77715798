/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Aggregate: one value of many: count, sum, min, max, mean, quantile, distinct, list, any.
 *
 * An accumulator takes the values of a group one after the other; what is not there is left out.
 * Two of them can be merged, as those of a process and of its children.
 */
#ifndef QUERY_AGGREGATE_H
#define QUERY_AGGREGATE_H

#include "base/intern.h"
#include "model/compare.h"

struct expression;

/* A zeroed one has taken nothing yet. */
struct accumulator {
	uint64_t n;       /* values that were there */
	enum presence is; /* why the first one that was not there was not */
	bool has_null;
	bool has_difference; /* not all values are the same */
	struct whole sum;    /* of whole numbers */
	double float_sum;    /* of all numbers */
	struct value value;  /* the first, the least or the largest */
	struct value *items; /* all, or each once */
};

/* What the accumulators of all groups share. A zeroed one is empty. */
struct aggregation {
	struct arena arena; /* of what they hold */
	struct intern seen; /* which group has which values, where each counts once */
	struct buffer scratch;
};

void aggregation_done(struct aggregation *aggregation);

#define _cleanup_aggregation_ _cleanup_(aggregation_done)

/* What an aggregate does; its function's line names one (query/function.h). */
struct aggregate {
	/* OWNER: a number that no other accumulator has. VALUE is there. 0 or -ENOMEM. */
	int (*add)(struct aggregation *aggregation, const struct expression *node, uint64_t owner,
	           const struct value *value, struct accumulator *accumulator);
	/* Adds what OTHER has taken. 0 or -ENOMEM. */
	int (*merge)(struct aggregation *aggregation, const struct expression *node, uint64_t owner,
	             const struct accumulator *other, struct accumulator *accumulator);
	/* The value of all. 0 or -ENOMEM. */
	int (*finish)(struct aggregation *aggregation, const struct expression *node,
	              struct accumulator *accumulator, struct value *ret);
};

extern const struct aggregate aggregate_count, aggregate_sum, aggregate_min, aggregate_max,
	aggregate_mean, aggregate_quantile, aggregate_distinct, aggregate_list, aggregate_any;

/* Hands the value of a row to an accumulator, be it there or not. Returns 0 or -ENOMEM. */
int accumulator_add(struct aggregation *aggregation, const struct expression *node, uint64_t owner,
                    const struct value *value, struct accumulator *accumulator);

int accumulator_merge(struct aggregation *aggregation, const struct expression *node,
                      uint64_t owner, const struct accumulator *other,
                      struct accumulator *accumulator);

/* Its value: of nothing, null with the first reason. Returns 0 or -ENOMEM. */
int accumulator_finish(struct aggregation *aggregation, const struct expression *node,
                       struct accumulator *accumulator, struct value *ret);

#endif
