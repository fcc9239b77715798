/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Field: what one column of a subject is, and how to read its value from a record.
 *
 * The field tables are the single source of truth: columns, filters, sorting, rates, every output
 * format, the schema and --list-columns derive from them.
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

/* What part of the whole a number is: colors and bars on a terminal show it. */
enum gauge {
	GAUGE_NONE,
	GAUGE_PERCENT, /* 100 is the whole */
	GAUGE_LOAD,    /* the number of CPUs is the whole */
};

/* What a record holds at a field's offset. FIELD() derives it from the type of the member. */
enum kind {
	KIND_U64,
	KIND_I64,
	KIND_F64,
	KIND_BOOL,
	KIND_TEXT,   /* absent if bytes is NULL */
	KIND_STRING, /* a constant word; absent if NULL */
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
 * How a column is computed from two samples: scale × Δof / Δper. `per` is a sum of columns; if it
 * is NULL, the divisor is the seconds between the samples.
 */
struct rate {
	const char *of;  /* columns of the same collector, separated by blanks; their sum is used */
	const char *per; /* a negative delta counts as 0, also in `of` (values.md P-255) */
	double scale;
	bool is_rounded; /* to one decimal place, as psutil rounds (P-005) */
};

/*
 * The members are narrow because there are a thousand fields: at each start the loader relocates
 * the pointers of all of them, page by page.
 */
struct field {
	const char *name; /* psutil's */
	const char *help; /* one line */
	enum unit unit : 8;
	unsigned source : 8; /* index in the collector's table; 0: known without reading anything */
	enum kind kind : 8;
	enum gauge gauge : 4;
	bool is_unlisted : 1; /* available by name, but not part of "all" */
	bool is_short : 1;    /* a member that is also a column under its bare name */
	bool is_counter : 1;  /* never decreases while the machine is up */

	uint32_t offset;
	uint16_t n_members;
	uint16_t item_size; /* size of an item of a list of structs */
	void (*get)(const void *record,
	            struct value *ret); /* used instead of offset: computes the value */

	const struct field
		*members; /* of a struct: look into the same record; of a list: into an item */

	const char *heading; /* heading of tables on a terminal; NULL: the name */
	const char *const
		*negatives; /* words that tables show for -1, -2, ..., ended by NULL; or NULL */
	const char *const *booleans; /* words that tables show for false and true; NULL: no, yes */
	const char *instead;         /* of a list of texts: column shown instead of an empty list */
	const char *alias; /* other accepted names (of ps(1), older psutil), separated by blanks */
	const struct rate *rate;   /* the member is computed from two samples */
	const char *const *words;  /* of an enumeration: all possible words, ended by NULL */
	const char *const *common; /* frequent values of a text that are also names of columns */
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

/* A column that GETTER computes from the record; its kind is one of the above. */
#define COMPUTED(value_kind, getter, ...)                          \
	{                                                          \
		.kind = (value_kind), .get = (getter), __VA_ARGS__ \
	}

/* A struct whose fields look into the same record. */
#define STRUCT(member_fields, ...)                                                           \
	{                                                                                    \
		.kind = KIND_STRUCT, .members = (member_fields),                             \
		.n_members = sizeof(member_fields) / sizeof((member_fields)[0]), __VA_ARGS__ \
	}

/* A list of structs: a member of type `struct structs`, whose items have type ITEM_TYPE. */
#define STRUCTS(record_type, member, item_type, item_fields, ...)              \
	{                                                                      \
		.kind = KIND_STRUCTS, .offset = offsetof(record_type, member), \
		.members = (item_fields),                                      \
		.n_members = sizeof(item_fields) / sizeof((item_fields)[0]),   \
		.item_size = sizeof(item_type), __VA_ARGS__                    \
	}

enum type field_type(const struct field *field);

/* Returns whether NAME is one of the aliases of FIELD. */
bool field_is_called(const struct field *field, struct text name);

/*
 * Words for --list-columns: a type such as "int" or "list of text", and a unit such as "bytes",
 * which is NULL for UNIT_NONE.
 */
const char *field_type_word(const struct field *field);
const char *unit_word(enum unit unit);

/* Returns whether values are a single number, text or boolean. */
bool field_is_scalar(const struct field *field);

/*
 * Reads the value of FIELD from ITEM, an item of a list or a record whose sources have been filled.
 * Unlike record_value(), this function does not look at sources: items of lists have none.
 */
void field_item_value(const struct field *field, const void *item, struct value *ret);

#endif
