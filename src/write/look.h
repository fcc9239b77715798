/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Look: colours, bars and graphs of tables on a terminal. */
#ifndef WRITE_LOOK_H
#define WRITE_LOOK_H

#include "base/buffer.h"
#include "base/hash.h"
#include "model/field.h"

enum { LOOK_BAR_WIDTH = 10, LOOK_GRAPH_WIDTH = 32 };

/*
 * The colour of a cell, by a name that libsmartcols knows: of a percentage or a load by how high it
 * is, of an enumeration by its word. NULL: no colour. N_CPUS: the number of CPUs that a load is
 * divided by; 0: unknown.
 */
const char *look_color(const struct field *field, const struct value *value, uint64_t n_cpus);

/*
 * Appends a bar of LOOK_BAR_WIDTH characters, and a blank. WITH_BLOCKS: of Unicode blocks, which
 * have eighths; otherwise of "#" and ".". Returns 0 or -ENOMEM.
 */
int look_bar(struct buffer *cell, double percent, bool with_blocks);

/* Past percentages, by a key of row and column. A zeroed graph is empty. */
struct look_graph {
	struct hash places;                        /* of a key: its index in `levels` */
	unsigned char (*levels)[LOOK_GRAPH_WIDTH]; /* 0: no value yet; 1 … 9 */
	size_t n, size;
};

/*
 * Adds a percentage to the graph of KEY and appends the latest LOOK_GRAPH_WIDTH of them, this one
 * last, and a blank. Returns 0 or -ENOMEM.
 */
int look_graph(struct look_graph *graph, uint64_t key, struct buffer *cell, double percent,
               bool with_blocks);

void look_graph_done(struct look_graph *graph);

#endif
