/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vertical: a row of a table, with the name and the value of one column on each line. */
#ifndef WRITE_VERTICAL_H
#define WRITE_VERTICAL_H

#include <libsmartcols.h>

#include "model/writer.h"
#include "write/cell.h"

/*
 * Appends LINE, whose cells belong to LEAVES, to the output's buffer. Values that are wider than
 * the terminal are wrapped. Returns 0 or a negative errno.
 */
int vertical_add(struct output *output, struct libscols_table *table, struct libscols_line *line,
                 const struct leaves *leaves);

#endif
