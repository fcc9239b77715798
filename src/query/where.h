/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where: the filter of rows: conditions (query/expression.h) that must all hold. */
#ifndef QUERY_WHERE_H
#define QUERY_WHERE_H

#include "query/columns.h"

enum matching { WORD_IS, WORD_MATCHES };

/* A zeroed filter has no conditions: every row passes. */
struct where {
	struct expression_pool pool;
	struct expression **conditions; /* none of them is an "and" */
	size_t n;
	size_t n_cheap;         /* the first n_cheap conditions need no expensive sources */
	struct columns columns; /* those that the conditions name */
	/* The context of the conditions; each report sets its own. */
	double made, now; /* as in struct evaluation */
	struct text host;
	const struct columns *shown;
};

/*
 * Adds the condition EXPRESSION. NAMED: columns that the user has named; NULL: none.
 * Returns 0; -EINVAL if EXPRESSION is no condition, *why then says what is wrong; -ENOMEM.
 */
int where_add(struct where *where, const struct collector *collector, const struct columns *named,
              const char *expression, struct buffer *why);

/* A column, and values one of which it must have. */
struct alternatives {
	const char *column; /* or a field of a list's items: net_connections.laddr.port */
	enum matching matching;
	const struct text *values; /* text, a number, "true" or "false", as the column's type is */
	size_t n;
};

/* Adds a condition: one of N alternatives must hold. Returns like where_add(). */
int where_add_any(struct where *where, const struct collector *collector,
                  const struct alternatives *alternatives, size_t n, struct buffer *why);

/* Puts the conditions first that need cheap sources only; the order is kept otherwise. */
void where_arrange(struct where *where, const struct collector *collector);

/* The sources of the cheap conditions. */
uint64_t where_cheap_sources(const struct where *where, const struct collector *collector);

/* Whether the cheap conditions hold. Returns like where_holds(). */
int where_could_hold(const struct where *where, const void *record);

/* What the conditions depend on beside the record, as expression_context() says it. */
unsigned where_context(const struct where *where);

/*
 * Whether the record passes, whose sources must have been read: 1, 0, or -ENOMEM. May be called in
 * any thread.
 */
int where_holds(const struct where *where, const void *record);

void where_done(struct where *where);

#define _cleanup_where_ _cleanup_(where_done)

#endif
