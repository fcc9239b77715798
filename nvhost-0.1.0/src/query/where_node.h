/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of a filter, which where_parse.c builds and where.c evaluates. */
#ifndef QUERY_WHERE_NODE_H
#define QUERY_WHERE_NODE_H

#include <regex.h>

#include "query/where.h"

enum where_kind { WHERE_AND, WHERE_OR, WHERE_NOT, WHERE_COMPARE };

/* A value that a column is compared with. */
struct literal {
	bool is_text;
	bool is_integer; /* then the number is exact: magnitude and sign */
	bool is_negative;
	uint64_t magnitude;
	double number;
	struct text text;
};

/* What is compared: a column, or what the items of a list have (open_files.path). */
struct subject {
	struct column column;
	const struct field *list; /* NULL: of the row itself */
};

struct where_node {
	enum where_kind kind;
	struct where_node *left;
	struct where_node *right;

	const struct field *field;
	const struct field *list; /* NULL, or field is of its items, any of which may pass */
	enum comparison comparison;
	struct literal literal;
	regex_t *regex;                /* of MATCHES and MATCHES_NOT */
	struct where_node *next_regex; /* in where.regexes */
};

/* Parses EXPRESSION into nodes of the filter's arena. Returns as where_add(). */
/* Finds it by name. Returns 0, -EINVAL with *why, -ENOMEM. */
int subject_find(const struct collector *collector, struct text name, struct subject *ret,
                 struct buffer *why);

int where_parse(struct where *where, const struct collector *collector, struct text expression,
                struct where_node **ret, struct buffer *why);

/* A node that compares the column with TEXT as the column's type wants it. As where_add(). */
int where_compare(struct where *where, const struct subject *subject, enum comparison comparison,
                  struct literal literal, struct where_node **ret, struct buffer *why);

/* A node of two others. -ENOMEM too where the filter has grown too large. */
struct where_node *where_join(struct where *where, enum where_kind kind, struct where_node *left,
                              struct where_node *right);

/* The literal of an unquoted word: a number, perhaps with a unit. 0 or -EINVAL. */
int literal_parse(struct text word, struct literal *ret);

#endif
