/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Upright: a row of a table that stands as a name and a value a line. */
#ifndef WRITE_UPRIGHT_H
#define WRITE_UPRIGHT_H

#include <libsmartcols.h>

#include "model/writer.h"
#include "write/cell.h"

/*
 * Appends LINE, whose cells are the LEAVES, to the output's buffer. Values that are longer than
 * the terminal is wide go on below themselves.
 */
int upright_add(struct output *output, struct libscols_table *table, struct libscols_line *line,
                const struct leaves *leaves);

#endif
