/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table cell: a value in a table; on a terminal, percentages have a bar or a graph. */
#ifndef WRITE_TABLE_CELL_H
#define WRITE_TABLE_CELL_H

#include "model/writer.h"
#include "write/human.h"
#include "write/look.h"

struct table_cell {
	const struct output *output;
	struct human_style style;
	struct look_graph *graph;
	uint64_t key; /* identifies row and column in the graph */
	bool with_blocks;
};

/* Appends the value. Returns 0 or -ENOMEM. */
int table_cell_add(struct table_cell *cell, const struct field *field, const struct value *value,
                   struct buffer *ret);

#endif
