/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Function: the table of the functions that expressions can call. A function is a line of the
 * table and, in most cases, a C function that makes a value of the arguments.
 */
#ifndef QUERY_FUNCTION_H
#define QUERY_FUNCTION_H

#include "query/aggregate.h"
#include "query/expression_node.h"

/* The type of a call. */
enum result {
	RESULT_TYPE,    /* the type that the line of the table names */
	RESULT_UNIFIED, /* the common type of the last two arguments */
	RESULT_ROUND,   /* a whole number; with a number of digits, a float */
	RESULT_RATE,    /* a float, in the unit of the argument per second */
	RESULT_DELTA,   /* a number that may be negative */
	RESULT_SAME,    /* the type of the first argument */
	RESULT_MEAN,    /* a float in the unit of the argument */
	RESULT_LIST,    /* a list of values of the argument's type */
};

/* A call that is being evaluated. */
struct call {
	const struct expression *node;
	struct evaluation *evaluation;
	struct value *arguments;
};

struct function {
	const char *name;
	/*
	 * A letter for each argument: N a number, M a point in time, Q a number or a point in time,
	 * T text, B a condition, O a value that can be ordered, L a list, Y text, a list or a map,
	 * A a single value or a list of them, V any value, W text or an unsigned number, K a
	 * counter, D a number that a sample can hold; C a constant text, I a constant whole number,
	 * F a constant from 0 to 1. Arguments behind "[" are optional.
	 */
	const char *parameters;
	enum node_kind kind; /* NODE_CALL, NODE_EXISTS, NODE_AGGREGATE … */
	enum result result;
	const struct field *type;          /* of RESULT_TYPE */
	const char *elsewhere;             /* its names in other languages, blanks between */
	const char *help;                  /* "age(TIME): seconds since then" */
	const struct aggregate *aggregate; /* of NODE_AGGREGATE */
	/* Makes the value. The arguments are not null, unless takes_null is set. */
	void (*evaluate)(const struct call *call, struct value *ret);
	bool takes_null;
	unsigned context;   /* a set of enum context; 0: the result depends on the arguments only */
	bool is_name;       /* written without parentheses: a column that no record has */
	const char *source; /* of such a column: where its values come from */
	/* Checks constant arguments, once. Returns NULL, or what is wrong with them. */
	const char *(*prepare)(struct expression_pool *pool, struct expression *node);
};

extern const struct function functions[];
extern const size_t n_functions;

/* The function NAME; NULL: there is none. */
const struct function *function_find(struct text name);

void function_evaluate(const struct expression *node, struct evaluation *evaluation,
                       struct value *ret);

/* function_text.c */
void function_length(const struct call *call, struct value *ret);
void function_lower(const struct call *call, struct value *ret);
void function_upper(const struct call *call, struct value *ret);
void function_basename(const struct call *call, struct value *ret);
void function_dirname(const struct call *call, struct value *ret);
void function_join(const struct call *call, struct value *ret);
void function_network(const struct call *call, struct value *ret);
const char *function_prepare_network(struct expression_pool *pool, struct expression *node);

#endif
