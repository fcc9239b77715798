/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nodes of an expression, which the parser builds, and what its files share. */
#ifndef QUERY_EXPRESSION_NODE_H
#define QUERY_EXPRESSION_NODE_H

#include "query/expression.h"
#include "query/pattern.h"

enum node_kind {
	NODE_CONSTANT,
	NODE_FIELD,  /* of the record */
	NODE_ITEM,   /* a field of the item that exists() looks at */
	NODE_EACH,   /* a field of every item of a list: net_connections.laddr.port */
	NODE_ENTRY,  /* of a map, the text under a name: environ.PATH */
	NODE_NEGATE, /* of the types of an arithmetic operation */
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
	NODE_CALL,      /* of a scalar function */
	NODE_EXISTS,    /* of a list, an argument for its items */
	NODE_RATE,      /* of a counter, per second between two samples */
	NODE_DELTA,     /* of a number, between two samples */
	NODE_AGGREGATE, /* of the rows of a group */
	NODE_KEY,       /* of a group: what its rows have in common */
	NODE_WORD,      /* no name that is known: text, perhaps; never left in a tree */
};

enum comparison { IS, IS_NOT, BELOW, AT_MOST, ABOVE, AT_LEAST };

enum { MOST_ARGUMENTS = 64 };

struct expression {
	enum node_kind kind;
	const struct field *type; /* of the values */
	struct text whole;        /* what was parsed, and where it stands in that */
	struct text place;
	struct text said;      /* the text itself; of a name of the user's, what that stands for */
	struct value constant; /* of NODE_ENTRY, the name */
	const struct field *list; /* of NODE_EACH, and of exists(): whose items */
	enum comparison comparison;
	bool is_negated; /* of a match, of in, of a test for null */
	struct pattern *pattern;
	const struct function *function;
	const void *prepared; /* what the function has made of constant arguments */
	/*
	 * Of a rate or delta, its place among what samples hold; of a key or an aggregate, among
	 * the values of a group.
	 */
	size_t slot;
	size_t n_arguments;
	struct expression **arguments;
	size_t n_nodes; /* of the whole tree: names make more of it than there is text */
};

/* Patterns are not of an arena: the pool frees them. */
struct pattern_link {
	struct pattern *pattern;
	struct pattern_link *next;
};

/* Parsing one text. */
struct parser {
	struct expression_pool *pool;
	const struct scope *scope;
	const struct field *list; /* inside exists(): whose items' fields are names; or NULL */
	bool is_of_rows; /* inside an aggregate: names are those of a row, not of a group */
	struct text whole;
	struct text rest;
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
	SHAPE_NULL, /* null itself, of no type */
};

enum shape expression_shape(const struct expression *node);

/* "a number", "a list of text": for messages. */
const char *node_words(const struct expression *node);

/* ---- messages, expression_error.c; all return -EINVAL or -ENOMEM ---- */

/* What is wrong with a place, which is marked below the text. */
int parser_refuse(const struct parser *parser, struct text place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same, of a node that has been parsed before. */
int node_refuse(const struct expression *node, struct buffer *why, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same, with what has been added to *why already. */
int parser_show(const struct parser *parser, struct text place);

/* ---- tokens, expression_lex.c ---- */

void parser_skip_blanks(struct parser *parser);
bool parser_eat(struct parser *parser, const char *mark);
bool parser_eat_word(struct parser *parser, const char *word);

/* The name at the left, without eating it; empty where there is none. */
struct text parser_peek_name(const struct parser *parser);

/* Quoted text, or /a regular expression/. Returns 0, -EINVAL or -ENOMEM. */
int parser_quoted(struct parser *parser, struct text *ret);

/* A number, with the units that may stand behind it. Returns 0, -EINVAL or -ENOMEM. */
int parser_number(struct parser *parser, struct expression **ret);

/* ---- types, expression_type.c ---- */

/* A type of this kind without a unit. */
const struct field *type_plain(enum kind kind);

/* The type of null itself. */
extern const struct field type_null;

/* A copy of a type that may be changed; of NULL, an empty one. NULL where memory is out. */
struct field *type_copy(struct parser *parser, const struct field *type);

/* A type of this kind and unit. Returns 0 or -ENOMEM. */
int type_make(struct parser *parser, enum kind kind, enum unit unit, const struct field **ret);

/* The type that values of both can be turned into; a null is of any. -EINVAL: there is none. */
int type_unify(struct parser *parser, const struct expression *a, const struct expression *b,
               const struct field **ret);

/* What the items of a list are, or the shape itself where it is none. */
enum shape type_item_shape(const struct expression *node);

/*
 * Constants become what they are combined with: a word of an enumeration is checked, text becomes
 * a point in time, and a duration milliseconds.
 */
int node_adapt(struct parser *parser, struct expression *constant, const struct expression *other);

/* The unit of a quotient: of bytes in so many seconds, bytes per second. */
enum unit type_quotient_unit(enum unit a, enum unit b);

/* A condition: what is true or false. */
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

/* Sets the arguments of a node. */
int node_set_arguments(struct parser *parser, struct expression *node,
                       struct expression *const *arguments, size_t n);

/* The same expression, under the name that the user has given it. */
int node_under_name(struct parser *parser, const struct expression *node, struct text name,
                    struct expression **ret);

/* Where all arguments are constant, the node is evaluated once. Returns 0 or -ENOMEM. */
int node_fold(struct parser *parser, struct expression *node);

/* ---- names, expression_name.c ---- */

/* The node that NAME stands for; a NODE_WORD where it is no name. */
int node_named(struct parser *parser, struct text name, struct expression **ret);

/* NAME is none: what might have been meant. */
int node_refuse_name(struct parser *parser, struct text name, struct text place);

/* A bare word that is compared with OTHER, a text; *ret NULL: there is none. */
int node_bare_word(struct parser *parser, const struct expression *other, struct expression **ret);

/* ---- calls, expression_call.c ---- */

/* NAME(...), whose opening parenthesis comes next. */
int node_call(struct parser *parser, struct text name, struct expression **ret);

/* What PLACE names: rate(COUNTER). */
int node_rate(struct parser *parser, struct expression *counter, struct text place,
              struct expression **ret);

/* ---- levels of the grammar, expression_parse.c; comparisons, expression_condition.c ---- */

int parser_expression(struct parser *parser, struct expression **ret);
int parser_comparison(struct parser *parser, struct expression **ret);
int parser_sum(struct parser *parser, struct expression **ret);

/* Something else is expected where the parser is: -EINVAL or -ENOMEM. */
int parser_expect(struct parser *parser, const char *what);

/* A word that is no name can only be text that is compared: else -EINVAL. */
int parser_refuse_word(struct parser *parser, const struct expression *node);

#endif
