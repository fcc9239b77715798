/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Order: sorts rows by expressions. The sort is stable; rows without a value come last. */
#ifndef QUERY_ORDER_H
#define QUERY_ORDER_H

#include "query/columns.h"

enum { MOST_SORT_KEYS = 32 };

struct row;

struct order {
	struct columns columns;
	bool is_descending[MOST_SORT_KEYS];
};

/*
 * Parses the LIST of -S: expressions, -EXPR for descending order.
 * Returns 0, -EINVAL with *why, -ENOMEM.
 */
int order_parse(const struct scope *scope, const char *list, struct order *ret, struct buffer *why);

/* Sorts N rows. The arena of EVALUATION, which has no row yet, holds the keys. 0 or -ENOMEM. */
int order_sort(const struct order *order, struct evaluation *evaluation, struct row *rows,
               size_t n);

void order_done(struct order *order);

#endif
