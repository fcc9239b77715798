/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Value: one typed datum of a row, or why it is not there.
 *
 * Zeroed memory is an absent value, so a cleared record already tells the truth.
 */
#ifndef MODEL_VALUE_H
#define MODEL_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum presence {
	ABSENT,      /* does not apply to this row: a kernel thread's exe */
	UNSUPPORTED, /* this kernel or machine does not have it */
	ZOMBIE,      /* the process has ended and is not reaped yet */
	TOO_LARGE,   /* larger than nvhost reads of anybody */
	BLOCKED,     /* another process made nvhost wait for it, in vain */
	DENIED,      /* this user may not read it */
	PRESENT,
};

enum type {
	TYPE_UINT,
	TYPE_INT,
	TYPE_FLOAT,
	TYPE_BOOL,
	TYPE_TEXT,
	TYPE_LIST,   /* of numbers, of texts, or of structs */
	TYPE_STRUCT, /* its members are fields of the same record */
	TYPE_MAP,    /* names and texts */
};

/* A member of a record that can be missing by itself. */
struct opt_u64 {
	uint64_t v;
	enum presence is;
};

struct opt_i64 {
	int64_t v;
	enum presence is;
};

struct opt_f64 {
	double v;
	enum presence is;
};

struct opt_bool {
	bool v;
	enum presence is;
};

/* Items belong to the arena of the rows. Of a list without items, `is` tells [] from absent. */
struct numbers {
	const uint64_t *items;
	size_t n;
	enum presence is;
};

struct texts {
	const struct text *items;
	size_t n;
	enum presence is;
};

struct structs {
	const void *items; /* an array of the item type that the field names */
	size_t n;
	enum presence is;
};

struct pair {
	struct text name;
	struct text value;
};

struct map {
	const struct pair *items;
	size_t n;
	enum presence is;
};

/*
 * The member of the union is the one that the field's kind calls for (model/field.h); a struct's
 * is the record that its member fields look into.
 */
struct value {
	enum presence is;
	uint8_t unit; /* enum unit of this value, where the rows of a column differ; 0: the field's
	               */
	union {
		uint64_t u;
		int64_t i;
		double f;
		bool b;
		struct text text;
		struct numbers numbers;
		struct texts texts;
		struct structs structs;
		struct map map;
		const void *record;
	};
};

/*
 * Adds PART to a sum, which stays at the largest number there is where it would be more. What this
 * kernel does not count is left out; with any other part that is missing, so is the sum.
 */
void opt_u64_add(struct opt_u64 *sum, struct opt_u64 part);

static inline struct opt_u64 some_u64(uint64_t v)
{
	return (struct opt_u64){ .v = v, .is = PRESENT };
}

static inline struct opt_f64 some_f64(double v)
{
	return (struct opt_f64){ .v = v, .is = PRESENT };
}

/* The word of the column `missing` for a value that is not there. */
const char *presence_word(enum presence presence);

#endif
