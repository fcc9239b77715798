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

/* A column, and values of which one is enough. */
struct alternatives {
	const char *column; /* or what items of a list have: net_connections.laddr.port */
	enum comparison comparison;
	const struct text *values;
	size_t n;
};

/* Adds N of them: one comparison of them all must hold. Returns as where_add(). */
int where_add_any(struct where *where, const struct collector *collector,
                  const struct alternatives *alternatives, size_t n, struct buffer *why);

/* Whether the record, with the sources of the columns filled, passes. */
bool where_holds(const struct where *where, const void *record);

void where_done(struct where *where);

#define _cleanup_where_ _cleanup_(where_done)

#endif
