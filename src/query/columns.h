/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns: from the text of -o to the fields of a collector. */
#ifndef QUERY_COLUMNS_H
#define QUERY_COLUMNS_H

#include "base/suggest.h"
#include "model/collector.h"
#include "model/column.h"
#include "query/expression.h"

struct columns {
	struct expression_pool pool; /* holds the items and their expressions */
	struct column *items;
	size_t n;
};

/*
 * Finds the column NAME: a field, a member (memory_info.rss), or a member's short name (rss).
 * Returns 0; -EINVAL if there is none, *why then suggests a name; -ENOMEM.
 */
int column_find(const struct collector *collector, struct text name, struct column *ret,
                struct buffer *why);

/*
 * Parses the columns of LIST: names and NAME=EXPR, separated by commas; "all"; "+LIST" for LIST
 * behind DEFAULTS; NULL for DEFAULTS alone. A column that is listed twice counts once. LIST must
 * live as long as the columns. Returns 0, -EINVAL with *why, -ENOMEM.
 */
int columns_parse(const struct scope *scope, const char *defaults, const char *list,
                  struct columns *ret, struct buffer *why);

/*
 * Makes a column's name of a call: cmdline_length of "length(cmdline)". Returns false if the
 * expression has no such name, or one that does not fit.
 */
bool column_name_call(const struct expression *node, char *name, size_t size);

/* Appends an expression as a column, under the name that COLUMN has. Returns 0 or -ENOMEM. */
int columns_add_described(struct columns *columns, const struct column *column);

bool columns_have(const struct columns *columns, const char *name);

/* Appends the columns that "all" stands for. Returns 0 or -ENOMEM. */
int columns_add_all(const struct collector *collector, struct columns *columns);

/* The field that the collector has under NAME; NULL if there is none. */
const struct field *column_field(const struct collector *collector, struct text name);

/* Appends to *why that the column is unknown, and which one is meant. Returns 0 or -ENOMEM. */
int columns_suggest(const struct collector *collector, struct suggestion *suggestion,
                    struct buffer *why);

/* What the values depend on beside the record, as expression_context() says it. */
unsigned column_context(const struct column *column);
unsigned columns_context(const struct columns *columns);

/* The value of a column in the row that EVALUATION is about. */
void column_value(const struct column *column, struct evaluation *evaluation, struct value *ret);

/* The sources that the columns are read from. */
uint64_t columns_sources(const struct collector *collector, const struct columns *columns);

/* Append a column; columns_add() only if no other has its name. Both return 0 or -ENOMEM. */
int columns_append(struct columns *columns, const struct column *column);
int columns_add(struct columns *columns, const struct column *column);

/*
 * Appends the members of a struct, or of a list of structs, at any depth; PREFIX comes before each
 * name. Returns 0 or -ENOMEM.
 */
int columns_add_members(struct columns *columns, const char *prefix, const struct field *field);

/* Appends the column NAME_rate of each counter NAME. Returns 0 or -ENOMEM. */
int columns_add_rates(const struct collector *collector, struct columns *columns);

/*
 * Appends a column that no record has: `missing`, `time` or `host`, from the table of functions.
 * Returns 0 or -ENOMEM.
 */
int columns_add_named(struct columns *columns, const char *name);

/* All columns that --list-columns shows, in the order of the field table. 0 or -ENOMEM. */
int columns_known(const struct collector *collector, struct columns *ret);

void columns_done(struct columns *columns);

#define _cleanup_columns_ _cleanup_(columns_done)

#endif
