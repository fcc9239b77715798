/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subtree: in a nested view, the aggregates of each row and all rows below it. */
#ifndef QUERY_SUBTREE_H
#define QUERY_SUBTREE_H

#include "query/group.h"
#include "query/row.h"

/*
 * Fills the aggregates of N rows in preorder. DEPTH: the field that says how deep a row is.
 * *aggregation holds the values. EVALUATION has no record yet. Returns 0 or -ENOMEM.
 */
int subtree_fill(const struct grouping *grouping, const struct field *depth,
                 struct evaluation *evaluation, struct aggregation *aggregation, struct row *rows,
                 size_t n);

#endif
