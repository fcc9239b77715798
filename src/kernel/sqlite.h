/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a table in a file of SQLite 3, read without it: https://sqlite.org/fileformat2.html. */
#ifndef KERNEL_SQLITE_H
#define KERNEL_SQLITE_H

#include "model/value.h"

enum { SQLITE_MOST_COLUMNS = 16 };

/* A whole number, a text, or absent: null, and all that is of another type. */
struct sqlite_value {
	enum presence is;
	bool is_text;
	int64_t number;
	struct text text; /* points into the file */
};

/*
 * Hands on the rows of TABLE in the bytes of a file, in the order of their numbers. Columns past
 * the first SQLITE_MOST_COLUMNS are left out; those that a row does not have are absent. Rows that
 * go on in overflow pages are passed over, and so is what only the journal beside the file has.
 *
 * Returns 0, what EACH returned below 0, which ends it, or -EINVAL: that is no such file, it is
 * damaged, or has no such table.
 */
int sqlite_each(struct text bytes, const char *table,
                int (*each)(void *arg, const struct sqlite_value *values), void *arg);

#endif
