/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where: the filter of the rows: conditions (query/expression.h) that must all hold. */
#ifndef QUERY_WHERE_H
#define QUERY_WHERE_H

#include "query/columns.h"

enum matching { WORD_IS, WORD_MATCHES };

/* A zeroed one has no conditions: every row holds. */
struct where {
	struct expression_pool pool;
	struct expression **conditions; /* all of which must hold: none of them is an "and" */
	size_t n;
	size_t n_cheap;         /* so many of them, the first ones, need no expensive sources */
	struct columns columns; /* that the conditions name */
	/* What a condition may ask for besides the record; a report sets its own. */
	double now; /* seconds since the epoch: when the filter was made */
	struct text host;
	const struct columns *shown;
};

/*
 * Adds a condition that must hold too. NAMED: columns that the user has named; NULL: none.
 * Returns 0, -EINVAL where it is none, *why then says what is wrong; -ENOMEM.
 */
int where_add(struct where *where, const struct collector *collector, const struct columns *named,
              const char *expression, struct buffer *why);

/* A column, and values of which one is enough. */
struct alternatives {
	const char *column; /* or what items of a list have: net_connections.laddr.port */
	enum matching matching;
	const struct text *values; /* as the column's type has them */
	size_t n;
};

/* Adds N of them: one comparison of them all must hold. Returns as where_add(). */
int where_add_any(struct where *where, const struct collector *collector,
                  const struct alternatives *alternatives, size_t n, struct buffer *why);

/* Puts first what cheap sources decide; conditions stay in their order otherwise. */
void where_arrange(struct where *where, const struct collector *collector);

/* The sources of the cheap ones. */
uint64_t where_cheap_sources(const struct where *where, const struct collector *collector);

/* Whether the cheap ones hold, as where_holds(). */
int where_could_hold(const struct where *where, const void *record);

/* What the conditions depend on beside the row, as expression_context(). */
unsigned where_context(const struct where *where);

/*
 * Whether the record, with the sources of the columns filled, passes: 1, 0, or -ENOMEM. May be
 * called in any thread.
 */
int where_holds(const struct where *where, const void *record);

void where_done(struct where *where);

#define _cleanup_where_ _cleanup_(where_done)

#endif
