/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expression: what -o, -w and -S are written in (nvhost-expressions(7)), as a tree of
 * typed nodes.
 *
 *   expression_lex.c    from bytes to tokens
 *   expression_parse.c  from tokens to nodes; comparisons: expression_condition.c,
 *                       lists of expressions: expression_list.c
 *   expression_name.c   what a name means: a column, a member, a column of the user's own
 *   expression_type.c   what may be combined with what, and what comes of that
 *   expression_walk.c   what is in a tree
 *   expression.c        evaluation
 *   function.c          the table of functions
 */
#ifndef QUERY_EXPRESSION_H
#define QUERY_EXPRESSION_H

#include "base/arena.h"
#include "model/collector.h"
#include "model/column.h"

struct columns;
struct pattern_link;

/* The memory of expressions. A zeroed one is empty. */
struct expression_pool {
	struct arena arena;
	size_t n_nodes;
	struct pattern_link *patterns;
};

/* Takes over all that OTHER holds, which is empty then. */
void expression_pool_adopt(struct expression_pool *pool, struct expression_pool *other);

void expression_pool_done(struct expression_pool *pool);

/* What names mean, and what may stand in an expression. */
struct scope {
	const struct collector *collector;
	const struct columns *named; /* columns that the user has named; NULL: none */
	const struct columns *keys;  /* of groups; NULL: there are none */
	bool is_keys;                /* the list itself is that of the keys */
};

/*
 * Parses TEXT, all of which is one expression, of any type; it must live as long as the pool.
 * Returns 0, -EINVAL where it is none, *why then says what is wrong and shows the place; -ENOMEM.
 */
int expression_parse(struct expression_pool *pool, const struct scope *scope, struct text text,
                     struct expression **ret, struct buffer *why);

/* The same of what holds or does not. */
int expression_parse_condition(struct expression_pool *pool, const struct scope *scope,
                               struct text text, struct expression **ret, struct buffer *why);

/* One of a list: [NAME=]EXPR in -o, [-]EXPR in -S. */
struct expression_item {
	struct text name; /* empty: none was given */
	bool is_descending;
	struct text text;
	struct expression *root;
};

enum expression_list { LIST_OF_COLUMNS, LIST_OF_SORT_KEYS };

/* Calls WITH for each item of LIST, whose parts are separated by commas. Returns as above. */
int expression_parse_list(struct expression_pool *pool, const struct scope *scope,
                          enum expression_list kind, const char *list,
                          int (*with)(void *arg, const struct expression_item *item), void *arg,
                          struct buffer *why);

/* What an expression is evaluated with. */
struct evaluation {
	const void *record; /* of the row */
	const void *item;   /* of the list that exists() goes through */
	const struct value
		*group;      /* of its keys, then its aggregates; NULL: there is a record only */
	struct arena *arena; /* of what is made on the way, texts and lists */
	double now;          /* seconds since the epoch: the time of the report */
	struct text host;
	const struct columns *shown; /* of the row, for `missing` */
	int error;                   /* 0, or -ENOMEM: all values are absent then */
};

/* The value, of the kind that the expression's type says. */
void expression_evaluate(const struct expression *expression, struct evaluation *evaluation,
                         struct value *ret);

/* Whether a condition holds; what is not there does not. */
bool expression_holds(const struct expression *condition, struct evaluation *evaluation);

/* What the values are: kind, unit, words, help. */
const struct field *expression_type(const struct expression *expression);

/* ---- what is in a tree ---- */

/* Calls WITH for each node, from the root on, until one answers something but 0; returns that. */
int expression_walk(struct expression *node, int (*with)(void *arg, struct expression *node),
                    void *arg);

/* What a value may depend on beside the row itself: the bits of a set. */
enum context {
	CONTEXT_TIME = 1,    /* of the report */
	CONTEXT_HOST = 2,    /* its name */
	CONTEXT_COLUMNS = 4, /* all those that the row shows */
};

unsigned expression_context(const struct expression *node);

/* Whether both are written the same way, but for blanks and parentheses. */
bool expression_equal(const struct expression *a, const struct expression *b);

/* Whether two samples are compared for it. */
bool expression_has_change(const struct expression *node);

/* The first aggregate that is in it; NULL: none is. */
const struct expression *expression_aggregate(const struct expression *node);

/* Whether it is a column as the collector has it, and nothing else. */
bool expression_is_column(const struct expression *node);

/* The sources that its columns are read from. */
uint64_t expression_sources(const struct collector *collector, const struct expression *node);

#endif
