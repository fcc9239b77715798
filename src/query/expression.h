/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expression: the language of -o, -w, -S, -g and the conditions (nvhost-expressions(7)), parsed
 * into a tree of typed nodes.
 *
 *   expression_lex.c    from bytes to tokens
 *   expression_parse.c  from tokens to nodes; comparisons: expression_condition.c,
 *                       lists of expressions: expression_list.c
 *   expression_name.c   what a name means: a column, a member, a column of the user's own
 *   expression_type.c   which types can be combined, and the type of the result
 *   expression_walk.c   walks that answer questions about a tree
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

/* Moves all memory of OTHER into POOL; OTHER is empty afterwards. */
void expression_pool_adopt(struct expression_pool *pool, struct expression_pool *other);

void expression_pool_done(struct expression_pool *pool);

/* What names mean in an expression, and which names are allowed. */
struct scope {
	const struct collector *collector;
	const struct columns *named; /* columns that the user has named; NULL: none */
	const struct columns *keys;  /* the keys of -g; NULL: rows are not grouped */
	bool is_keys;                /* the list being parsed is the list of -g itself */
};

/*
 * Parses TEXT, which must be one expression, of any type. TEXT must live as long as the pool.
 * Returns 0; -EINVAL if TEXT is no expression, *why then says what is wrong and shows the place;
 * -ENOMEM.
 */
int expression_parse(struct expression_pool *pool, const struct scope *scope, struct text text,
                     struct expression **ret, struct buffer *why);

/* Like expression_parse(), and the type must be true or false. */
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

/* Calls WITH for each item of LIST, which commas separate. Returns like expression_parse(). */
int expression_parse_list(struct expression_pool *pool, const struct scope *scope,
                          enum expression_list kind, const char *list,
                          int (*with)(void *arg, const struct expression_item *item), void *arg,
                          struct buffer *why);

/* What an expression is evaluated with. */
struct evaluation {
	const void *record;        /* the row's; NULL: the row is a group */
	const void *item;          /* the item of a list that exists() is looking at */
	const struct value *group; /* values of the keys, then of the aggregates; NULL: no group */
	struct arena *arena;       /* holds the texts and lists that the evaluation makes */
	double made;               /* when the report was made, in seconds since the epoch */
	double now;                /* the same, but of a recorded host when it was recorded */
	struct text host;
	const struct columns *shown; /* the columns of the row, for `missing` */
	int error;                   /* 0, or -ENOMEM: all values are absent then */
};

/* Evaluates EXPRESSION; the kind of *ret is the kind of the expression's type. */
void expression_evaluate(const struct expression *expression, struct evaluation *evaluation,
                         struct value *ret);

/* Whether a condition holds; a condition whose value is null does not. */
bool expression_holds(const struct expression *condition, struct evaluation *evaluation);

/* The type of the values: kind, unit, words, help. */
const struct field *expression_type(const struct expression *expression);

/* ---- what is in a tree ---- */

/* Calls WITH for each node, the root first. Returns the first result that is not 0, or 0. */
int expression_walk(struct expression *node, int (*with)(void *arg, struct expression *node),
                    void *arg);

/* What a value may depend on beside the record: the bits of a set. */
enum context {
	CONTEXT_TIME = 1,    /* the time of the report */
	CONTEXT_HOST = 2,    /* the name of the host */
	CONTEXT_COLUMNS = 4, /* all columns that the row shows */
};

/* The set of enum context that the expression depends on. */
unsigned expression_context(const struct expression *node);

/* Whether two expressions are the same apart from blanks and parentheses. */
bool expression_equal(const struct expression *a, const struct expression *b);

/* Whether the expression needs two samples: a rate or a delta is part of it. */
bool expression_has_change(const struct expression *node);

/* The first aggregate in the expression; NULL: there is none. */
const struct expression *expression_aggregate(const struct expression *node);

/* Whether the expression is just a column of the collector. */
bool expression_is_column(const struct expression *node);

/* The sources that the columns of the expression are read from. */
uint64_t expression_sources(const struct collector *collector, const struct expression *node);

#endif
