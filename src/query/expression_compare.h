/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: comparisons of values, of lists (one item is enough) and with patterns. */
#ifndef QUERY_EXPRESSION_COMPARE_H
#define QUERY_EXPRESSION_COMPARE_H

#include "query/expression_node.h"

/* Whether a node of NODE_COMPARE, NODE_IN or NODE_MATCH holds. */
bool comparison_holds(const struct expression *node, struct evaluation *evaluation);

/* The field of NODE_EACH in all items, as a list of texts or numbers. */
void list_of_each(const struct expression *node, struct evaluation *evaluation, struct value *ret);

/* Joins texts with SEPARATOR between them. The evaluation's arena holds the result. */
void texts_join(const struct texts *texts, struct text separator, struct evaluation *evaluation,
                struct value *ret);

#endif
