/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Record: one row as a collector fills it, a plain C struct whose first member is `struct record`.
 * Rows: an array of records of one size, and the arena that holds what the records point to.
 */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include "base/arena.h"
#include "model/field.h"

enum { MAX_SOURCES = 64 };

/* What two samples say about one row: its counters then and now; a missing counter is NAN. */
struct growth {
	const double *before;
	const double *now;
	double seconds; /* time between the two samples */
};

struct record {
	/* enum presence of each source: whether it has been read, and if not, why */
	uint8_t source[MAX_SOURCES];
	const struct growth *growth; /* NULL: the row is not in the previous sample */
};

struct rows {
	char *records;
	size_t n;
	size_t size; /* number of records there is room for */
	struct arena arena;
};

/* Returns the N-th record; records have RECORD_SIZE bytes. */
static inline void *rows_at(const struct rows *rows, size_t record_size, size_t n)
{
	return rows->records + n * record_size;
}

/*
 * Appends a zeroed record, whose sources are all absent. The next call may move the record. Returns
 * NULL if memory runs out.
 */
void *rows_add(struct rows *rows, size_t record_size);

/* Removes all records but keeps memory for the next batch. */
void rows_reset(struct rows *rows);

/* Frees the memory. */
void rows_done(struct rows *rows);

#define _cleanup_rows_ _cleanup_(rows_done)

/*
 * Reads the value of FIELD in RECORD. If its source could not be read, the value is missing for the
 * same reason. If all members of a struct are missing, the struct is missing for the reason of the
 * first member.
 */
void record_value(const struct field *field, const void *record, struct value *ret);

#endif
