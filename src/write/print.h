/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Print: a libsmartcols table as text. */
#ifndef WRITE_PRINT_H
#define WRITE_PRINT_H

#include <libsmartcols.h>

#include "base/buffer.h"

/*
 * Appends the table, with a newline behind each line. HAS_HEADINGS: the first line has headings.
 * Returns 0 or a negative errno; -ENOMEM also if the text has too few lines, as libsmartcols does
 * not check whether its stream had memory for all of them.
 */
int print_table(struct libscols_table *table, bool has_headings, struct buffer *ret);

#endif
