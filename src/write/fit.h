/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fit: which columns a table on a terminal shows, and how wide they are, so that it fits. */
#ifndef WRITE_FIT_H
#define WRITE_FIT_H

#include <libsmartcols.h>

#include "base/text.h"

/* What is known of a column when all rows are there. */
struct shape {
	size_t width;     /* characters of its widest cell or heading */
	bool has_value;   /* in any row */
	bool is_optional; /* may be left out for want of room */
	bool is_text;     /* may be cut for want of room */
};

/* Counts a cell, or a heading, that stands INDENT places to the right in its column. */
void fit_measure(struct shape *shape, struct text cell, size_t indent);

/* Whether NAME, or the struct that it is a member of, is in LIST (a,b,…; NULL: nothing). */
bool fit_is_listed(const char *list, const char *name);

/*
 * Hides the columns that have no value in any row, then optional ones from the right until the
 * rest is not wider than the terminal.
 */
void fit_columns(struct libscols_table *table, const struct shape *shapes, size_t n_shapes);

/* Whether the columns that are left are wider than the terminal; the last one is cut anyway. */
bool fit_is_too_wide(struct libscols_table *table, const struct shape *shapes, size_t n_shapes);

/* Cuts the widest texts until the table fits, or there is nothing left to cut. */
void fit_cut(struct libscols_table *table, const struct shape *shapes, size_t n_shapes);

#endif
