/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing within an expression: values, lists of which one item is enough, patterns. */
#ifndef QUERY_EXPRESSION_COMPARE_H
#define QUERY_EXPRESSION_COMPARE_H

#include "query/expression_node.h"

/* Whether a node of NODE_COMPARE, NODE_IN or NODE_MATCH holds. */
bool comparison_holds(const struct expression *node, struct evaluation *evaluation);

/* What a field of each item holds, as a list of texts or numbers: net_connections.laddr.port. */
void list_of_each(const struct expression *node, struct evaluation *evaluation, struct value *ret);

/* Items of a list of texts with SEPARATOR between them. The text is of the evaluation's arena. */
void texts_join(const struct texts *texts, struct text separator, struct evaluation *evaluation,
                struct value *ret);

#endif
