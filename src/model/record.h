/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Record: one row as a collector fills it, a plain C struct whose first member is `struct record`.
 * Rows: an array of records of one size, with the arena that holds what they point to.
 */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include "base/arena.h"
#include "model/field.h"

enum { MAX_SOURCES = 64 };

/* What two samples say of one row: its counters then and now, NAN where one was not there. */
struct growth {
	const double *before;
	const double *now;
	double seconds; /* between the two */
};

struct record {
	/* For each source, whether it has been read, and if not, why (enum presence). */
	uint8_t source[MAX_SOURCES];
	const struct growth *growth; /* NULL: there was no such row before */
};

struct rows {
	char *records;
	size_t n;
	size_t size; /* records there is room for */
	struct arena arena;
};

/* The N-th record of RECORD_SIZE bytes. */
static inline void *rows_at(const struct rows *rows, size_t record_size, size_t n)
{
	return rows->records + n * record_size;
}

/*
 * Appends a zeroed record, all of whose sources are absent; it moves with the next addition.
 * NULL where memory is out.
 */
void *rows_add(struct rows *rows, size_t record_size);

/* Forgets the records and what they point to, keeps the memory. */
void rows_reset(struct rows *rows);

/* Gives the memory back. */
void rows_done(struct rows *rows);

#define _cleanup_rows_ _cleanup_(rows_done)

/*
 * The datum of FIELD in RECORD. Where its source is not there, the value is what the source is; a
 * struct whose members are all missing is missing as the first of them is.
 */
void record_value(const struct field *field, const void *record, struct value *ret);

#endif
