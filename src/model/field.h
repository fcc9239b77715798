/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Field: what one column of a subject is, and how to get it out of a record.
 *
 * The tables of fields are the single source of truth: columns, filters, sorting, rates, every
 * output format, the schema and --list-columns derive from them.
 */
#ifndef MODEL_FIELD_H
#define MODEL_FIELD_H

#include "model/value.h"

enum unit {
	UNIT_NONE,
	UNIT_BYTES,
	UNIT_SECONDS,
	UNIT_MILLISECONDS,
	UNIT_EPOCH, /* seconds since 1970-01-01 00:00 UTC */
	UNIT_PERCENT,
	UNIT_MHZ,
	UNIT_CELSIUS,
	UNIT_FAHRENHEIT,
	UNIT_RPM,
	UNIT_VOLT,
	UNIT_AMPERE,
	UNIT_WATT,
	UNIT_JOULE,
	UNIT_MBIT_PER_SECOND,
	UNIT_BYTES_PER_SECOND,
	UNIT_PER_SECOND,
	UNIT_TICKS,
	UNIT_CPUS, /* a list of CPU numbers; the table shows it as 0-3,8 */
	UNIT_MODE, /* flags or permissions; the table shows them in octal */
	UNIT_MICROSECONDS,
	N_UNITS,
};

/* How much of all there is: what colours and bars on a terminal show. */
enum gauge {
	GAUGE_NONE,
	GAUGE_PERCENT, /* 100 is all */
	GAUGE_LOAD,    /* as many as there are CPUs is all */
};

/* What a record holds at a field's offset. FIELD() takes it from the member's own type. */
enum kind {
	KIND_U64,
	KIND_I64,
	KIND_F64,
	KIND_BOOL,
	KIND_TEXT,   /* absent where bytes is NULL */
	KIND_STRING, /* a constant word; absent where NULL */
	KIND_OPT_U64,
	KIND_OPT_I64,
	KIND_OPT_F64,
	KIND_OPT_BOOL,
	KIND_NUMBERS,
	KIND_TEXTS,
	KIND_STRUCTS,
	KIND_MAP,
	KIND_STRUCT,
};

/*
 * How a column is made of two samples: scale × Δof / Δper, per the sum of columns or, where it is
 * NULL, the seconds between the samples.
 */
struct rate {
	const char *of;  /* columns of the same collector, separated by blanks, summed up */
	const char *per; /* a delta of these below 0 counts as 0, also in `of` (values.md P-255) */
	double scale;
	bool is_rounded; /* to one decimal, as psutil does (P-005) */
};

/*
 * The members are narrow, as there are a thousand fields: the loader relocates the pointers of all
 * of them, page by page, at each start.
 */
struct field {
	const char *name; /* psutil's */
	const char *help; /* one line */
	enum unit unit : 8;
	unsigned source : 8; /* of the collector's table; 0: known without reading anything */
	enum kind kind : 8;
	enum gauge gauge : 4;
	bool is_unlisted : 1; /* there for who names it, but no part of "all" */
	bool is_short : 1;    /* a member that is also a column by its bare name */
	bool is_counter : 1;  /* only ever grows while the machine is up */

	uint32_t offset;
	uint16_t n_members;
	uint16_t item_size;                                 /* of a list of structs */
	void (*get)(const void *record, struct value *ret); /* instead of offset: computes it */

	const struct field *members; /* of a struct: in the same record; of a list: in an item */

	const char *heading; /* a shorter one than the name, for tables on a terminal; or NULL */
	const char *const *negatives; /* what -1, -2 … mean to people, ended by NULL; or NULL */
	const char *const *booleans;  /* what false and true mean to people; NULL: no, yes */
	const char *instead; /* of a list of texts: the column that a table has where it is empty */
	const char
		*alias; /* older names of psutil's and ps(1)'s words, blanks between: understood */
	const struct rate *rate;   /* the record's member is filled from two samples */
	const char *const *words;  /* an enumeration: all it may be, ended by NULL */
	const char *const *common; /* text that it often is, though a column has that name */
};

#define KIND_OF(member) \
	_Generic((member),                    \
	        uint64_t: KIND_U64,           \
	        int64_t: KIND_I64,            \
	        double: KIND_F64,             \
	        bool: KIND_BOOL,              \
	        struct text: KIND_TEXT,       \
	        const char *: KIND_STRING,    \
	        struct opt_u64: KIND_OPT_U64, \
	        struct opt_i64: KIND_OPT_I64, \
	        struct opt_f64: KIND_OPT_F64, \
	        struct opt_bool: KIND_OPT_BOOL, \
	        struct numbers: KIND_NUMBERS, \
	        struct texts: KIND_TEXTS,     \
	        struct map: KIND_MAP)

/* A column that is a member of the record. */
#define FIELD(record_type, member, ...)                              \
	{                                                            \
		.kind = KIND_OF(((record_type *)NULL)->member),      \
		.offset = offsetof(record_type, member), __VA_ARGS__ \
	}

/* A column that GETTER computes from the record, of one of the kinds above. */
#define COMPUTED(value_kind, getter, ...)                          \
	{                                                          \
		.kind = (value_kind), .get = (getter), __VA_ARGS__ \
	}

/* A struct of fields that look into the same record. */
#define STRUCT(member_fields, ...)                                                           \
	{                                                                                    \
		.kind = KIND_STRUCT, .members = (member_fields),                             \
		.n_members = sizeof(member_fields) / sizeof((member_fields)[0]), __VA_ARGS__ \
	}

/* A list of structs: a member `struct structs`, whose items are of ITEM_TYPE. */
#define STRUCTS(record_type, member, item_type, item_fields, ...)              \
	{                                                                      \
		.kind = KIND_STRUCTS, .offset = offsetof(record_type, member), \
		.members = (item_fields),                                      \
		.n_members = sizeof(item_fields) / sizeof((item_fields)[0]),   \
		.item_size = sizeof(item_type), __VA_ARGS__                    \
	}

enum type field_type(const struct field *field);

/* Whether NAME is one of its aliases. */
bool field_is_called(const struct field *field, struct text name);

/* "int", "list of text", … and "bytes", NULL where it has none: for --list-columns. */
const char *field_type_word(const struct field *field);
const char *unit_word(enum unit unit);

/* True for what has one number, text or boolean: what can be compared and sorted. */
bool field_is_scalar(const struct field *field);

/*
 * The datum of a record whose sources have been filled (model/record.h says which).
 * A list's item is not a record: its fields have no sources, use field_item_value().
 */
void field_item_value(const struct field *field, const void *item, struct value *ret);

#endif
