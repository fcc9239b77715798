/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grouping: what makes one row of many: the keys of -g, and the aggregates of all expressions of a
 * query, each once. Without -g, aggregates make one row of all; in a nested view, each row has
 * those of itself with all that is below it.
 */
#ifndef QUERY_GROUPING_H
#define QUERY_GROUPING_H

#include "query/columns.h"
#include "query/order.h"

/* Conditions on rows as they are printed. */
enum condition {
	CONDITION_HAVING, /* which groups stay */
	CONDITION_WARNING,
	CONDITION_CRITICAL,
	N_CONDITIONS,
};

struct grouping {
	struct columns keys;
	struct expression_pool pool;
	struct expression **aggregates;
	size_t n_aggregates;
	struct expression *conditions[N_CONDITIONS]; /* NULL where there is none */
	bool is_on;                                  /* rows are groups */
};

/* Parses LIST of -g. Returns 0, -EINVAL with *why, -ENOMEM. */
int grouping_parse_keys(struct grouping *grouping, const struct collector *collector,
                        const char *list, struct buffer *why);

/*
 * The columns of groups without -o: the keys, count() and the sums of those columns of DEFAULTS
 * that are amounts. *ret is of the pool. Returns 0 or -ENOMEM.
 */
int grouping_defaults(struct grouping *grouping, const struct collector *collector,
                      const char *defaults, const char **ret);

/* Parses EXPR of a condition, NAMED: the columns of the rows. Returns as above. */
int grouping_parse_condition(struct grouping *grouping, enum condition which,
                             const struct collector *collector, const struct columns *named,
                             const char *expression, struct buffer *why);

/*
 * Finds the aggregates of columns, order and conditions, and where rows are groups, that all else
 * is a key. NESTED: the view is. LIST and SORT: what columns and order were parsed from, for
 * messages. Returns 0, -EINVAL with *why, -ENOMEM.
 */
int grouping_bind(struct grouping *grouping, bool is_nested, const struct columns *columns,
                  const struct order *order, struct buffer *why);

/* Appends a column that shows key N. Returns 0 or -ENOMEM. */
int grouping_key_column(struct grouping *grouping, size_t n, struct columns *ret);

/* The sources that keys, aggregates and conditions are read from. */
uint64_t grouping_sources(const struct grouping *grouping, const struct collector *collector);

void grouping_done(struct grouping *grouping);

#endif
