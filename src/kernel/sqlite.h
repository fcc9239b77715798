/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads the rows of a table in an SQLite 3 file without the library:
 * https://sqlite.org/fileformat2.html.
 */
#ifndef KERNEL_SQLITE_H
#define KERNEL_SQLITE_H

#include "model/value.h"

enum { SQLITE_MOST_COLUMNS = 16 };

/* An integer or a text; or absent: null, or a value of another type. */
struct sqlite_value {
	enum presence is;
	bool is_text;
	int64_t number;
	struct text text; /* points into the file */
};

/*
 * Calls EACH for the rows of TABLE in BYTES, the contents of the file, sorted by rowid. Columns
 * after the first SQLITE_MOST_COLUMNS are left out; columns that a row does not have are absent.
 * Rows with overflow pages are skipped. Changes that are only in the journal or WAL file are not
 * seen.
 *
 * Returns 0; a negative value of EACH, which ends the loop; or -EINVAL if BYTES are not such a
 * file, are damaged, or do not have the table.
 */
int sqlite_each(struct text bytes, const char *table,
                int (*each)(void *arg, const struct sqlite_value *values), void *arg);

#endif
