/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nodes of an expression, and the functions that the files expression_*.c share. */
#ifndef QUERY_EXPRESSION_NODE_H
#define QUERY_EXPRESSION_NODE_H

#include "query/expression.h"
#include "query/pattern.h"

enum node_kind {
	NODE_CONSTANT,
	NODE_FIELD,  /* a field of the record */
	NODE_ITEM,   /* a field of the item that exists() looks at */
	NODE_EACH,   /* a field of every item of a list: net_connections.laddr.port */
	NODE_ENTRY,  /* the text under a name in a map: environ.PATH */
	NODE_NEGATE, /* this and the following five are arithmetic */
	NODE_ADD,
	NODE_SUBTRACT,
	NODE_MULTIPLY,
	NODE_DIVIDE,
	NODE_MODULO,
	NODE_COMPARE,
	NODE_IN, /* the first argument is one of the others */
	NODE_MATCH,
	NODE_IS_NULL,
	NODE_AND,
	NODE_OR,
	NODE_NOT,
	NODE_CALL,      /* a call of a scalar function */
	NODE_EXISTS,    /* a list, and a condition that one of its items must meet */
	NODE_RATE,      /* the growth of a counter per second, between two samples */
	NODE_DELTA,     /* the change of a number between two samples */
	NODE_AGGREGATE, /* one value of all rows of a group */
	NODE_KEY,       /* a key of a group */
	NODE_WORD,      /* an unknown name, perhaps text; no finished tree has one */
};

enum comparison { IS, IS_NOT, BELOW, AT_MOST, ABOVE, AT_LEAST };

enum { MOST_ARGUMENTS = 64 };

struct expression {
	enum node_kind kind;
	const struct field *type; /* of the values */
	struct text whole;        /* the text that was parsed */
	struct text place;        /* the part of it that is this node */
	struct text said;         /* as place; but if place is a user's name, its definition */
	struct value constant;    /* of NODE_ENTRY: the name in the map */
	const struct field *list; /* of NODE_EACH and NODE_EXISTS: the list */
	enum comparison comparison;
	bool is_negated; /* "!~", "not in", "!= null" */
	struct pattern *pattern;
	const struct function *function;
	const void *prepared; /* what function->prepare() made of constant arguments */
	/*
	 * The index of a rate or delta among the counters of a sample, or of a key or an
	 * aggregate among the values of a group.
	 */
	size_t slot;
	size_t n_arguments;
	struct expression **arguments;
	size_t n_nodes; /* of the whole tree, the definitions of the user's names included */
};

/* Patterns are not allocated in an arena: the pool frees them. */
struct pattern_link {
	struct pattern *pattern;
	struct pattern_link *next;
};

/* Parsing one text. */
struct parser {
	struct expression_pool *pool;
	const struct scope *scope;
	const struct field *list; /* inside exists(): names are fields of its items; or NULL */
	bool is_of_rows;          /* inside an aggregate: names are columns of a row */
	struct text whole;
	struct text rest; /* the part that has not been parsed yet */
	unsigned depth;
	struct buffer *why;
};

/* ---- shapes of types ---- */

enum shape {
	SHAPE_NUMBER,
	SHAPE_TIME,
	SHAPE_TEXT,
	SHAPE_BOOL,
	SHAPE_LIST, /* of numbers, of texts, of structs */
	SHAPE_STRUCT,
	SHAPE_MAP,
	SHAPE_NULL, /* the constant null, which has no type */
};

enum shape expression_shape(const struct expression *node);

/* The shape in words, for messages: "a number", "a list of text". */
const char *node_words(const struct expression *node);

/* ---- messages, expression_error.c; all return -EINVAL or -ENOMEM ---- */

/* Says what is wrong at PLACE, which is marked below the text. */
int parser_refuse(const struct parser *parser, struct text place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Like parser_refuse(), for a node that has been parsed before. */
int node_refuse(const struct expression *node, struct buffer *why, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Like parser_refuse(), for a message that is in *why already. */
int parser_show(const struct parser *parser, struct text place);

/* ---- tokens, expression_lex.c ---- */

void parser_skip_blanks(struct parser *parser);
bool parser_eat(struct parser *parser, const char *mark);
bool parser_eat_word(struct parser *parser, const char *word);

/* The name that comes next, which is not eaten; empty if no name comes next. */
struct text parser_peek_name(const struct parser *parser);

/* Quoted text, or /a regular expression/. Returns 0, -EINVAL or -ENOMEM. */
int parser_quoted(struct parser *parser, struct text *ret);

/* A number with its unit. Returns 0, -EINVAL or -ENOMEM. */
int parser_number(struct parser *parser, struct expression **ret);

/* ---- types, expression_type.c ---- */

/* A type of this kind without a unit. */
const struct field *type_plain(enum kind kind);

/* The type of the constant null. */
extern const struct field type_null;

/* A copy of TYPE, to be changed; an empty type if TYPE is NULL. Returns NULL without memory. */
struct field *type_copy(struct parser *parser, const struct field *type);

/* A type of this kind and unit. Returns 0 or -ENOMEM. */
int type_make(struct parser *parser, enum kind kind, enum unit unit, const struct field **ret);

/*
 * The type that the values of both can be converted to; null can be converted to any type.
 * Returns 0, -EINVAL if there is none, -ENOMEM.
 */
int type_unify(struct parser *parser, const struct expression *a, const struct expression *b,
               const struct field **ret);

/* The shape of the items of a list; of anything but a list, its own shape. */
enum shape type_item_shape(const struct expression *node);

/*
 * Adapts a constant to the value it is combined with: checks a word of an enumeration, turns text
 * into a point in time, and a duration into milliseconds or microseconds.
 * Returns 0, -EINVAL or -ENOMEM.
 */
int node_adapt(struct parser *parser, struct expression *constant, const struct expression *other);

/*
 * Refuses a constant in a unit that cannot measure OTHER, with which it is compared: rss > 5m,
 * which are five minutes. Returns 0, -EINVAL or -ENOMEM.
 */
int node_check_unit(struct parser *parser, const struct expression *constant,
                    const struct expression *other);

/* The unit of A divided by B: bytes by seconds are bytes per second. */
enum unit type_quotient_unit(enum unit a, enum unit b);

/* Returns 0 if the node is true or false, otherwise -EINVAL or -ENOMEM. */
int node_check_condition(struct parser *parser, const struct expression *node);

/* ---- nodes, expression_build.c; return 0, -EINVAL with *why, -ENOMEM ---- */

int node_new(struct parser *parser, enum node_kind kind, struct text place,
             struct expression **ret);
int node_text(struct parser *parser, struct text text, struct text place, struct expression **ret);
int node_negate(struct parser *parser, struct expression *operand, struct text place,
                struct expression **ret);
int node_arithmetic(struct parser *parser, enum node_kind kind, struct expression *left,
                    struct expression *right, struct expression **ret);
int node_compare(struct parser *parser, enum comparison comparison, struct expression *left,
                 struct expression *right, struct expression **ret);
int node_in(struct parser *parser, bool is_negated, struct expression **arguments, size_t n,
            struct expression **ret);
int node_match(struct parser *parser, bool is_negated, struct expression *left, struct text pattern,
               bool ignores_case, struct text place, struct expression **ret);
int node_not(struct parser *parser, struct expression *operand, struct text place,
             struct expression **ret);
int node_join(struct parser *parser, enum node_kind kind, struct expression *left,
              struct expression *right, struct expression **ret);

/* Sets the arguments of a node; refuses a tree that grows too large. */
int node_set_arguments(struct parser *parser, struct expression *node,
                       struct expression *const *arguments, size_t n);

/* A copy of NODE, for an expression that the user has named NAME. */
int node_under_name(struct parser *parser, const struct expression *node, struct text name,
                    struct expression **ret);

/* Replaces a node by its value if all its arguments are constant. Returns 0 or -ENOMEM. */
int node_fold(struct parser *parser, struct expression *node);

/* ---- names, expression_name.c ---- */

/* The node that NAME stands for; a NODE_WORD if NAME is unknown. */
int node_named(struct parser *parser, struct text name, struct expression **ret);

/* Says that NAME is unknown, and which name might have been meant. -EINVAL or -ENOMEM. */
int node_refuse_name(struct parser *parser, struct text name, struct text place);

/* Text without quotes that is compared with OTHER. *ret is NULL if something else comes next. */
int node_bare_word(struct parser *parser, const struct expression *other, struct expression **ret);

/* ---- calls, expression_call.c ---- */

/* A call of NAME, whose opening parenthesis comes next. */
int node_call(struct parser *parser, struct text name, struct expression **ret);

/* The node rate(COUNTER); PLACE is what the user wrote for it. */
int node_rate(struct parser *parser, struct expression *counter, struct text place,
              struct expression **ret);

/* ---- levels of the grammar, expression_parse.c; comparisons, expression_condition.c ---- */

int parser_expression(struct parser *parser, struct expression **ret);
int parser_comparison(struct parser *parser, struct expression **ret);
int parser_sum(struct parser *parser, struct expression **ret);

/* Says that WHAT is expected where the parser is. Returns -EINVAL or -ENOMEM. */
int parser_expect(struct parser *parser, const char *what);

/*
 * expression_error.c: if an operator of another language is where the parser is, names ours and
 * returns -EINVAL or -ENOMEM; otherwise returns 0.
 */
int parser_refuse_operator(const struct parser *parser);

/*
 * Refuses a NODE_WORD: an unknown name is allowed only where text is compared, as that text.
 * Returns 0 for any other node, -EINVAL or -ENOMEM.
 */
int parser_refuse_word(struct parser *parser, const struct expression *node);

#endif
