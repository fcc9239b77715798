/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grouping: the keys of -g, and the aggregates of all expressions of a query, each once. Without
 * -g, aggregates make one row of all rows. In a nested view without -g, each row has the aggregates
 * of itself and of all rows below it.
 */
#ifndef QUERY_GROUPING_H
#define QUERY_GROUPING_H

#include "query/columns.h"
#include "query/order.h"

/* Conditions on rows as they are printed: groups, if rows are grouped. */
enum condition {
	CONDITION_HAVING, /* chooses the groups that stay */
	CONDITION_WARNING,
	CONDITION_CRITICAL,
	N_CONDITIONS,
};

struct grouping {
	struct columns keys;
	struct expression_pool pool;
	struct expression **aggregates;
	size_t n_aggregates;
	struct expression *conditions[N_CONDITIONS]; /* NULL: not given */
	bool is_on;                                  /* the rows are groups */
};

/* Parses LIST of -g. Returns 0, -EINVAL with *why, -ENOMEM. */
int grouping_parse_keys(struct grouping *grouping, const struct collector *collector,
                        const char *list, struct buffer *why);

/*
 * The columns of groups without -o: the keys, count(), and the sum of each column of DEFAULTS that
 * is an amount. The pool holds *ret. Returns 0 or -ENOMEM.
 */
int grouping_defaults(struct grouping *grouping, const struct collector *collector,
                      const char *defaults, const char **ret);

/*
 * Parses the EXPRESSION of a condition. NAMED: the columns of -o.
 * Returns 0, -EINVAL with *why, -ENOMEM.
 */
int grouping_parse_condition(struct grouping *grouping, enum condition which,
                             const struct collector *collector, const struct columns *named,
                             const char *expression, struct buffer *why);

/*
 * Collects the aggregates of columns, order and conditions, and decides whether rows are groups. If
 * they are, each column must be made of keys and aggregates. IS_NESTED: the view is a tree.
 * Returns 0, -EINVAL with *why, -ENOMEM.
 */
int grouping_bind(struct grouping *grouping, bool is_nested, const struct columns *columns,
                  const struct order *order, struct buffer *why);

/* Appends a column that shows key N. Returns 0 or -ENOMEM. */
int grouping_key_column(struct grouping *grouping, size_t n, struct columns *ret);

/* The sources that keys, aggregates and conditions are read from. */
uint64_t grouping_sources(const struct grouping *grouping, const struct collector *collector);

void grouping_done(struct grouping *grouping);

#endif
