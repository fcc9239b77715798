/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Aggregate: one value of many rows: count, sum, min, max, mean, quantile, distinct, list, any.
 *
 * An accumulator takes the values of a group one after the other and leaves out nulls. Two
 * accumulators can be merged: that of a process with those of its children.
 */
#ifndef QUERY_AGGREGATE_H
#define QUERY_AGGREGATE_H

#include "base/intern.h"
#include "model/compare.h"

struct expression;

/* A zeroed accumulator is empty. */
struct accumulator {
	uint64_t n;       /* values, without the nulls */
	enum presence is; /* the reason of the first null */
	bool has_null;
	bool has_difference; /* not all values are the same */
	struct whole sum;    /* of whole numbers */
	double float_sum;    /* of all numbers */
	struct value value;  /* the first, the smallest or the largest */
	struct value *items; /* all values, or all different values */
};

/* What the accumulators of all groups share. A zeroed aggregation is empty. */
struct aggregation {
	struct arena arena; /* holds texts and lists of values */
	struct intern seen; /* pairs of an owner and a value, where each value counts once */
	struct buffer scratch;
};

void aggregation_done(struct aggregation *aggregation);

#define _cleanup_aggregation_ _cleanup_(aggregation_done)

/* The three steps of an aggregate; the table of functions names one (query/function.h). */
struct aggregate {
	/* Adds VALUE, which is not null. OWNER: the accumulator's own number. 0 or -ENOMEM. */
	int (*add)(struct aggregation *aggregation, const struct expression *node, uint64_t owner,
	           const struct value *value, struct accumulator *accumulator);
	/* Adds the values that OTHER has. 0 or -ENOMEM. */
	int (*merge)(struct aggregation *aggregation, const struct expression *node, uint64_t owner,
	             const struct accumulator *other, struct accumulator *accumulator);
	/* Makes one value of them. 0 or -ENOMEM. */
	int (*finish)(struct aggregation *aggregation, const struct expression *node,
	              struct accumulator *accumulator, struct value *ret);
};

extern const struct aggregate aggregate_count, aggregate_sum, aggregate_min, aggregate_max,
	aggregate_mean, aggregate_quantile, aggregate_distinct, aggregate_list, aggregate_any;

/* Adds the value of a row, which may be null. Returns 0 or -ENOMEM. */
int accumulator_add(struct aggregation *aggregation, const struct expression *node, uint64_t owner,
                    const struct value *value, struct accumulator *accumulator);

int accumulator_merge(struct aggregation *aggregation, const struct expression *node,
                      uint64_t owner, const struct accumulator *other,
                      struct accumulator *accumulator);

/*
 * The accumulator's value. Without values it is null, for the reason of the first null; but
 * counts are 0. Returns 0 or -ENOMEM.
 */
int accumulator_finish(struct aggregation *aggregation, const struct expression *node,
                       struct accumulator *accumulator, struct value *ret);

#endif
