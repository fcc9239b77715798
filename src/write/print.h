/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Print: a libsmartcols table as text. */
#ifndef WRITE_PRINT_H
#define WRITE_PRINT_H

#include <libsmartcols.h>

#include "base/buffer.h"

/*
 * Appends the table, a newline behind each line. HAS_HEADINGS: one line more than it has rows.
 * Returns 0 or a negative errno; -ENOMEM too where lines are missing: the stream that libsmartcols
 * writes to does not tell.
 */
int print_table(struct libscols_table *table, bool has_headings, struct buffer *ret);

#endif
