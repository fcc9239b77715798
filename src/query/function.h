/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Function: the table of functions of expressions. A function is a line of the table and, where it
 * makes one value of others, a C function.
 */
#ifndef QUERY_FUNCTION_H
#define QUERY_FUNCTION_H

#include "query/aggregate.h"
#include "query/expression_node.h"

/* What a call gives, made from the types of its arguments. */
enum result {
	RESULT_TYPE,    /* the one that the line names */
	RESULT_UNIFIED, /* that of the last two, which must be of one shape */
	RESULT_ROUND,   /* a whole number, with digits a float */
	RESULT_RATE,    /* a float, per second */
	RESULT_DELTA,   /* a number that may be negative */
	RESULT_SAME,    /* that of the first argument */
	RESULT_MEAN,    /* a float of the same unit */
	RESULT_LIST,    /* a list of such */
};

/* A call that is evaluated. */
struct call {
	const struct expression *node;
	struct evaluation *evaluation;
	struct value *arguments;
};

struct function {
	const char *name;
	/*
	 * A letter for each argument: N a number, M a point in time, Q a number or a time, T text,
	 * B a condition, O what has an order, L a list, Y text or a list, A anything single, V
	 * anything, W text or whole numbers, K a counter, D a number that samples can hold; C
	 * constant text, I a constant whole number, F a constant from 0 to 1. What is behind "["
	 * may be left out.
	 */
	const char *parameters;
	enum node_kind kind; /* NODE_CALL, NODE_EXISTS, NODE_AGGREGATE … */
	enum result result;
	const struct field *type;          /* of RESULT_TYPE */
	const char *elsewhere;             /* names that others have for it, blanks between */
	const char *help;                  /* "age(TIME): seconds since then" */
	const struct aggregate *aggregate; /* of NODE_AGGREGATE */
	/* Present arguments to a value; with takes_null, also what is not there. */
	void (*evaluate)(const struct call *call, struct value *ret);
	bool takes_null;
	unsigned context; /* of enum context; empty: the arguments alone say the result */
	/* Written without parentheses: a column of the row as it is printed, and no record's. */
	bool is_name;
	const char *source; /* of such a column: where it comes from */
	/* Looks at constant arguments once. NULL where all are right; else what is wrong. */
	const char *(*prepare)(struct expression_pool *pool, struct expression *node);
};

extern const struct function functions[];
extern const size_t n_functions;

/* NULL where there is none. */
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
