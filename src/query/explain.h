/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explain: the plan of a query as text, for NVHOST_DEBUG=plan. */
#ifndef QUERY_EXPLAIN_H
#define QUERY_EXPLAIN_H

#include "query/query.h"

/*
 * Appends lines, each ended by a newline: the collector, the sources that decide on a row, the
 * conditions in their order, the sources that are read for rows that stay, and the stages.
 * Returns 0 or -ENOMEM.
 */
int explain_query(struct query *query, struct buffer *ret);

#endif
