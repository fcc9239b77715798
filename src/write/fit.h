/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fit: which of a view's own columns a table on a terminal shows, so that it fits. */
#ifndef WRITE_FIT_H
#define WRITE_FIT_H

#include <libsmartcols.h>

#include "base/text.h"

/* What is known of a column when all rows are there. */
struct shape {
	size_t width;     /* characters of its widest cell or heading */
	bool has_value;   /* in any row */
	bool is_optional; /* may be left out for want of room */
};

/* Counts a cell, or a heading. */
void fit_measure(struct shape *shape, struct text cell);

/* Whether NAME, or the struct that it is a member of, is in LIST (a,b,…; NULL: nothing). */
bool fit_is_listed(const char *list, const char *name);

/*
 * Hides the columns that have no value in any row, then optional ones from the right until the
 * rest is not wider than the terminal.
 */
void fit_columns(struct libscols_table *table, const struct shape *shapes, size_t n_shapes);

#endif
