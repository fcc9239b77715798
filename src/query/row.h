/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Row: what the stages behind the scan handle: a record, a group, or a record with its subtree. */
#ifndef QUERY_ROW_H
#define QUERY_ROW_H

#include "query/expression.h"

struct row {
	void *record;              /* NULL: the row is a group */
	const struct value *group; /* values of the keys, then of the aggregates; NULL: none */
};

/* Makes EVALUATION evaluate expressions for this row. */
static inline void row_evaluate(const struct row *row, struct evaluation *evaluation)
{
	evaluation->record = row->record;
	evaluation->group = row->group;
}

#endif
