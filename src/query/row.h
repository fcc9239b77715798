/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Row: what stands behind the scan: a record, a group, or a record with what is below it. */
#ifndef QUERY_ROW_H
#define QUERY_ROW_H

#include "query/expression.h"

struct row {
	void *record;              /* NULL: a group */
	const struct value *group; /* values of its keys, then of its aggregates; NULL: none */
};

/* From now on EVALUATION is about this row. */
static inline void row_evaluate(const struct row *row, struct evaluation *evaluation)
{
	evaluation->record = row->record;
	evaluation->group = row->group;
}

#endif
