/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns: from the words of -o to the fields of a collector. */
#ifndef QUERY_COLUMNS_H
#define QUERY_COLUMNS_H

#include "base/suggest.h"
#include "model/collector.h"
#include "model/column.h"
#include "query/expression.h"

struct columns {
	struct expression_pool pool; /* of the columns, and of those that are expressions */
	struct column *items;
	size_t n;
};

/*
 * Finds the column NAME: a field, a member (memory_info.rss), or the short name of one (rss).
 * Returns 0 or -EINVAL, *why then says that there is none, and what it might have been.
 */
int column_find(const struct collector *collector, struct text name, struct column *ret,
                struct buffer *why);

/*
 * The columns of LIST: names and NAME=EXPR, separated by commas, "all", or "+LIST" to add to
 * DEFAULTS; NULL for DEFAULTS alone. A column that comes twice counts once. LIST lives as long as
 * the columns. Returns 0, -EINVAL with *why, -ENOMEM.
 */
int columns_parse(const struct scope *scope, const char *defaults, const char *list,
                  struct columns *ret, struct buffer *why);

/* "length(cmdline)" is cmdline_length: named by what it says, backwards. False: it has no name. */
bool column_name_call(const struct expression *node, char *name, size_t size);

/* Appends a column that is an expression, with a type of its own. Returns 0 or -ENOMEM. */
int columns_add_described(struct columns *columns, const struct column *column);

bool columns_have(const struct columns *columns, const char *name);

/* Appends every column that "all" means. Returns 0 or -ENOMEM. */
int columns_add_all(const struct collector *collector, struct columns *columns);

/* The field of a column as the collector has it; NULL where there is none of that name. */
const struct field *column_field(const struct collector *collector, struct text name);

/* Appends that there is no such column, and what it might have been. Returns 0 or -ENOMEM. */
int columns_suggest(const struct collector *collector, struct suggestion *suggestion,
                    struct buffer *why);

/* What the values depend on beside the row, as expression_context(). */
unsigned column_context(const struct column *column);
unsigned columns_context(const struct columns *columns);

/* The value of a column. */
void column_value(const struct column *column, struct evaluation *evaluation, struct value *ret);

/* The sources that they are read from. */
uint64_t columns_sources(const struct collector *collector, const struct columns *columns);

/* Appends one; columns_add() only where none has its name. Return 0 or -ENOMEM. */
int columns_append(struct columns *columns, const struct column *column);
int columns_add(struct columns *columns, const struct column *column);

/* Appends the members of a struct or of a list's items, at any depth, behind PREFIX. 0 or -ENOMEM.
 */
int columns_add_members(struct columns *columns, const char *prefix, const struct field *field);

/* Appends the rates that counters have by name (expression_name.c). Returns 0 or -ENOMEM. */
int columns_add_rates(const struct collector *collector, struct columns *columns);

/*
 * Appends a column that is not of a record but of the row as it is printed, a name of the table of
 * functions: `missing`, `time`, `host`. Returns 0 or -ENOMEM.
 */
int columns_add_named(struct columns *columns, const char *name);

/* Every name that -o knows, with its field, in the order of the table. */
int columns_known(const struct collector *collector, struct columns *ret);

void columns_done(struct columns *columns);

#define _cleanup_columns_ _cleanup_(columns_done)

#endif
