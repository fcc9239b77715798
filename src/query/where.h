/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where: the filter of the rows. Expressions compare columns with values (INTERFACE.md, "EXPR");
 * several of them must all hold. A comparison with an absent value is false.
 */
#ifndef QUERY_WHERE_H
#define QUERY_WHERE_H

#include "base/arena.h"
#include "model/collector.h"
#include "query/columns.h"

enum comparison { IS, IS_NOT, BELOW, AT_MOST, ABOVE, AT_LEAST, MATCHES, MATCHES_NOT };

struct where_node;

/* A zeroed one has no expressions: every row holds. */
struct where {
	struct arena arena;
	struct where_node *root;
	struct columns columns; /* that the expressions name */
	size_t n_nodes;
	struct where_node *regexes; /* to be freed */
};

/*
 * Adds an expression that must hold too.
 * Returns 0, -EINVAL where it is none, *why then says what is wrong; -ENOMEM.
 */
int where_add(struct where *where, const struct collector *collector, const char *expression,
              struct buffer *why);

/*
 * Adds alternatives: the column must compare so with at least one of the values.
 * Returns as where_add().
 */
int where_add_any(struct where *where, const struct collector *collector, const char *column,
                  enum comparison comparison, const struct text *values, size_t n_values,
                  struct buffer *why);

/* The same for two columns, each with values of its own: one of all these must hold. */
int where_add_either(struct where *where, const struct collector *collector, const char *column,
                     const struct text *values, size_t n_values, const char *other_column,
                     const struct text *other_values, size_t n_other_values, struct buffer *why);

/* Whether the record, with the sources of the columns filled, passes. */
bool where_holds(const struct where *where, const void *record);

void where_done(struct where *where);

#define _cleanup_where_ _cleanup_(where_done)

#endif
