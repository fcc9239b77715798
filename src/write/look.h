/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Look: what a table has on a terminal and nowhere else: colours, bars, graphs. */
#ifndef WRITE_LOOK_H
#define WRITE_LOOK_H

#include "base/buffer.h"
#include "base/hash.h"
#include "model/field.h"

enum { LOOK_BAR_WIDTH = 10, LOOK_GRAPH_WIDTH = 32 };

/*
 * The colour of a cell, a name that libsmartcols knows, for what its value means: how much of all
 * there is, or a word of an enumeration. N_CPUS: that a load is
 * of; 0: not known. NULL: none.
 */
const char *look_color(const struct field *field, const struct value *value, uint64_t n_cpus);

/* Appends a bar of LOOK_BAR_WIDTH, and a blank. WITH_BLOCKS: of Unicode's eighths, else of #. */
int look_bar(struct buffer *cell, double percent, bool with_blocks);

/* What percentages were, by the key of their row and column. A zeroed one is empty. */
struct look_graph {
	struct hash places;
	unsigned char (*levels)[LOOK_GRAPH_WIDTH]; /* 0: not known yet, 1 … 9 */
	size_t n, size;
};

/*
 * Appends the latest percentages that KEY had, this one the last, and a blank.
 * Returns 0 or -ENOMEM.
 */
int look_graph(struct look_graph *graph, uint64_t key, struct buffer *cell, double percent,
               bool with_blocks);

void look_graph_done(struct look_graph *graph);

#endif
