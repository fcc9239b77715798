/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fit: chooses the columns of a table and their widths, so that it fits the terminal. */
#ifndef WRITE_FIT_H
#define WRITE_FIT_H

#include <libsmartcols.h>

#include "base/text.h"

/* A column of a table, measured. */
struct shape {
	size_t width;     /* characters of the widest cell or the heading */
	bool has_value;   /* at least one row has a value */
	bool is_optional; /* may be hidden if the terminal is narrow */
	bool is_text;     /* may be cut if the terminal is narrow */
};

/* Measures a cell, or a heading, that is indented by INDENT characters. */
void fit_measure(struct shape *shape, struct text cell, size_t indent);

/* Whether NAME, or the struct that NAME is a member of, is in LIST (a,b,…; NULL: empty). */
bool fit_is_listed(const char *list, const char *name);

/*
 * Hides the columns that have no value in any row, except the first; then optional columns, from
 * the right, until the table is no wider than the terminal.
 */
void fit_columns(struct libscols_table *table, const struct shape *shapes, size_t n_shapes);

/* Whether the columns are still wider than the terminal, with the last column cut. */
bool fit_is_too_wide(struct libscols_table *table, const struct shape *shapes, size_t n_shapes);

/* Cuts the widest texts until the table fits, or all texts are cut to the least width. */
void fit_cut(struct libscols_table *table, const struct shape *shapes, size_t n_shapes);

/*
 * Makes each column as wide as the rows so far need. Text in the last column is not padded, as
 * nothing follows it.
 */
void fit_widen(struct libscols_table *table, const struct shape *shapes, size_t n_shapes);

#endif
