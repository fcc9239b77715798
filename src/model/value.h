/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Value: one typed datum of a row, or the reason why it is missing.
 *
 * Zeroed memory is an absent value, so a cleared record is already correct.
 */
#ifndef MODEL_VALUE_H
#define MODEL_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum presence {
	ABSENT,      /* does not apply to this row, such as exe of a kernel thread */
	UNSUPPORTED, /* not available on this kernel or machine */
	ZOMBIE,      /* the process has ended and is not reaped yet */
	TOO_LARGE,   /* larger than nvhost's bound for it */
	BLOCKED,     /* nvhost had to wait for another process, and gave up */
	DENIED,      /* this user may not read it */
	PRESENT,
};

enum type {
	TYPE_UINT,
	TYPE_INT,
	TYPE_FLOAT,
	TYPE_BOOL,
	TYPE_TEXT,
	TYPE_LIST,   /* of numbers, texts or structs */
	TYPE_STRUCT, /* its members are fields of the same record */
	TYPE_MAP,    /* pairs of a name and a text */
};

/* Members of a record that can be missing on their own. */
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

/*
 * The arena of the rows owns the items. If a list has no items, `is` tells an empty list from a
 * missing one.
 */
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
	const void *items; /* array of the item type that the field declares */
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
 * The kind of the field selects the member of the union (model/field.h). For a struct, `record` is
 * the record that its member fields look into.
 */
struct value {
	enum presence is;
	uint8_t unit; /* enum unit, if it differs between rows; 0: the unit of the field */
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
 * Adds PART to a sum; on overflow the sum becomes UINT64_MAX. A part that this kernel does not
 * support is left out; if any other part is missing, the sum is missing too.
 */
void opt_u64_add(struct opt_u64 *sum, struct opt_u64 part);

/* WHOLE - PART, but not below 0. Missing if either is missing. */
struct opt_u64 opt_u64_subtract(struct opt_u64 whole, struct opt_u64 part);

/*
 * PART in percent of WHOLE, rounded to one decimal place; 0 if WHOLE is 0. Missing if either is
 * missing.
 */
struct opt_f64 opt_percent(struct opt_u64 part, struct opt_u64 whole);

static inline struct opt_u64 some_u64(uint64_t v)
{
	return (struct opt_u64){ .v = v, .is = PRESENT };
}

static inline struct opt_f64 some_f64(double v)
{
	return (struct opt_f64){ .v = v, .is = PRESENT };
}

/* Returns the word that the column `missing` shows for a missing value. */
const char *presence_word(enum presence presence);

#endif
