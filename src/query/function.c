/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Function: the table of functions, and those of numbers, times and conditions. */
#include "query/function.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>

#include "model/compare.h"
#include "query/columns.h"
#include "query/missing.h"

/* ---- columns that no record has ---- */

static const struct field missing_type = {
	.name = "missing",
	.kind = KIND_MAP,
	.help = "why each null column of the row is null: denied, zombie, none, unsupported, blocked, too large",
};

static const struct field time_type = {
	.name = "time",
	.kind = KIND_F64,
	.unit = UNIT_EPOCH,
	.help = "when the report was made",
};

static const struct field host_type = {
	.name = "host",
	.kind = KIND_TEXT,
	.help = "name of the host",
};

static void now(const struct call *call, struct value *ret)
{
	*ret = (struct value){ .is = PRESENT, .f = call->evaluation->now };
}

static void made(const struct call *call, struct value *ret)
{
	*ret = (struct value){ .is = PRESENT, .f = call->evaluation->made };
}

static void host(const struct call *call, struct value *ret)
{
	struct text name = call->evaluation->host;

	*ret = (struct value){ .is = name.bytes ? PRESENT : ABSENT, .text = name };
}

/* Looks at all columns of the row except those that depend on `missing` themselves. */
static void missing(const struct call *call, struct value *ret)
{
	struct evaluation *evaluation = call->evaluation;
	const struct columns *shown = evaluation->shown;
	struct value *values = arena_array(evaluation->arena, shown->n, sizeof(*values));
	int r = values ? 0 : -ENOMEM;

	for (size_t n = 0; n < shown->n && r == 0; n++)
		if (!(column_context(&shown->items[n]) & CONTEXT_COLUMNS))
			column_value(&shown->items[n], evaluation, &values[n]);
	if (r == 0)
		r = missing_explain(shown, values, evaluation->arena, ret);
	if (r == 0)
		return;
	evaluation->error = r;
	*ret = (struct value){ 0 };
}

static void age(const struct call *call, struct value *ret)
{
	enum type type = field_type(call->node->arguments[0]->type);

	*ret = (struct value){
		.is = PRESENT, .f = call->evaluation->now - value_double(type, &call->arguments[0])
	};
}

/* Rounds as Python does: half to even, applied to the exact binary value. */
static void round_number(const struct call *call, struct value *ret)
{
	enum type type = field_type(call->node->arguments[0]->type);
	enum type to = field_type(call->node->type);
	double number = value_double(type, &call->arguments[0]);
	char digits[400]; /* the longest double has 309 digits before the point */

	if (type != TYPE_FLOAT) {
		*ret = call->arguments[0];
		value_convert(type, to, ret);
		return;
	}
	if (call->node->n_arguments > 1) {
		snprintf(digits, sizeof(digits), "%.*f", (int)call->arguments[1].u, number);
		number = strtod(digits, NULL);
	} else {
		number = rint(number);
	}
	value_set_double(to, number, ret);
}

static const char *prepare_round(struct expression_pool *pool _unused_, struct expression *node)
{
	return node->n_arguments < 2 || node->arguments[1]->constant.u <= 15
	               ? NULL
	               : "round() takes at most 15 digits";
}

/* Argument N, converted to the type of the call. */
static void convert_argument(const struct call *call, size_t n, struct value *ret)
{
	*ret = call->arguments[n];
	value_convert(field_type(call->node->arguments[n]->type), field_type(call->node->type),
	              ret);
}

static void coalesce(const struct call *call, struct value *ret)
{
	convert_argument(call, call->arguments[0].is == PRESENT ? 0 : 1, ret);
}

static void choose(const struct call *call, struct value *ret)
{
	const struct value *condition = &call->arguments[0];

	convert_argument(call, condition->is == PRESENT && condition->b ? 1 : 2, ret);
}

static const struct field uint_type = { .kind = KIND_OPT_U64 };
static const struct field bool_type = { .kind = KIND_OPT_BOOL };
static const struct field text_type = { .kind = KIND_TEXT };
static const struct field seconds_type = { .kind = KIND_OPT_F64, .unit = UNIT_SECONDS };

#define FUNCTION(its_name, its_parameters, its_kind, its_result, its_type, its_help, ...)   \
	{                                                                                   \
		.name = (its_name), .parameters = (its_parameters), .kind = (its_kind),     \
		.result = (its_result), .type = (its_type), .help = (its_help), __VA_ARGS__ \
	}

/* A function that always gives the same type. */
#define CALL(its_name, its_parameters, its_type, its_function, its_help, ...)          \
	FUNCTION(its_name, its_parameters, NODE_CALL, RESULT_TYPE, its_type, its_help, \
	         .evaluate = (its_function), __VA_ARGS__)

/* A function that gives the value of one of its last two arguments. */
#define CHOICE(its_name, its_parameters, its_function, its_help, others)              \
	FUNCTION(its_name, its_parameters, NODE_CALL, RESULT_UNIFIED, NULL, its_help, \
	         .evaluate = (its_function), .takes_null = true, .elsewhere = (others))

/* A function that makes one value of all rows of a group. */
#define AGGREGATE(its_name, its_parameters, which, its_result, its_help, others)             \
	FUNCTION(its_name, its_parameters, NODE_AGGREGATE, its_result, &uint_type, its_help, \
	         .aggregate = &aggregate_##which, .elsewhere = (others))

/* A column that no record has. */
#define COLUMN(its_name, its_type, its_function, its_help, its_context, its_source)            \
	FUNCTION(its_name, "", NODE_CALL, RESULT_TYPE, its_type, its_help,                     \
	         .evaluate = (its_function), .context = (its_context), .source = (its_source), \
	         .is_name = true)

/* clang-format off */
const struct function functions[] = {
	CALL("age", "M", &seconds_type, age, "age(TIME): seconds since then", .context = CONTEXT_TIME),
	AGGREGATE("any", "A", any, RESULT_SAME, "any(X): the value, if all rows have the same",
	          "any_value"),
	CALL("basename", "T", &text_type, function_basename,
	     "basename(PATH): the part behind the last slash"),
	CHOICE("coalesce", "AA", coalesce, "coalesce(X, Y): X, or Y where X is null",
	       "ifnull nvl default"),
	AGGREGATE("count", "[V", count, RESULT_TYPE,
	          "count(): number of rows; count(X): number of rows that have X", "n"),
	FUNCTION("delta", "D", NODE_DELTA, RESULT_DELTA, NULL,
	         "delta(X): change of X between two samples"),
	CALL("dirname", "T", &text_type, function_dirname,
	     "dirname(PATH): the part before the last slash"),
	AGGREGATE("distinct", "A", distinct, RESULT_TYPE, "distinct(X): number of different values",
	          "unique uniq count_distinct nunique"),
	FUNCTION("exists", "LB", NODE_EXISTS, RESULT_TYPE, &bool_type,
	         "exists(LIST, EXPR): whether EXPR holds for one item of the list"),
	CHOICE("if", "BAA", choose, "if(EXPR, X, Y): X where EXPR holds, else Y",
	       "iif case when ifelse"),
	CALL("join", "LC", &text_type, function_join,
	     "join(LIST, TEXT): the items with TEXT between them"),
	CALL("length", "Y", &uint_type, function_length,
	     "length(X): bytes of a text, items of a list",
	     .elsewhere = "len size strlen"),
	AGGREGATE("list", "W", list, RESULT_LIST, "list(X): the different values, in the order of the rows",
	          "group_concat array_agg string_agg collect"),
	CALL("lower", "T", &text_type, function_lower, "lower(TEXT): TEXT in lower case",
	     .elsewhere = "lcase tolower downcase ascii_downcase"),
	AGGREGATE("max", "O", max, RESULT_SAME, "max(X): the largest value",
	          "maximum"),
	AGGREGATE("mean", "N", mean, RESULT_MEAN, "mean(X): the arithmetic mean",
	          "avg average"),
	AGGREGATE("min", "O", min, RESULT_SAME, "min(X): the smallest value",
	          "minimum"),
	CALL("network", "TC", &bool_type, function_network,
	     "network(IP, \"10.0.0.0/8\"): whether the address is in the network",
	     .prepare = function_prepare_network),
	CALL("now", "", &time_type, now, "now(): the time of the report", .context = CONTEXT_TIME),
	AGGREGATE("quantile", "QF", quantile, RESULT_SAME,
	          "quantile(X, 0.95): the smallest value that 95 % of the values do not exceed",
	          "percentile median p50 p90 p95 p99"),
	FUNCTION("rate", "K", NODE_RATE, RESULT_RATE, NULL,
	         "rate(X): growth of the counter X per second, between two samples"),
	FUNCTION("round", "N[I", NODE_CALL, RESULT_ROUND, NULL,
	         "round(X, DIGITS): X rounded; without DIGITS, to a whole number",
	         .evaluate = round_number,
	         .prepare = prepare_round),
	AGGREGATE("sum", "N", sum, RESULT_SAME, "sum(X): the sum of the values",
	          "total add"),
	CALL("upper", "T", &text_type, function_upper, "upper(TEXT): TEXT in upper case",
	     .elsewhere = "ucase toupper upcase ascii_upcase"),
	COLUMN("time", &time_type, made, "time: when the report was made", CONTEXT_TIME,
	       "clock_gettime(2)"),
	COLUMN("host", &host_type, host, "host: name of the host", CONTEXT_HOST,
	       "/proc/sys/kernel/hostname"),
	COLUMN("missing", &missing_type, missing, "missing: why each null column is null",
	       CONTEXT_COLUMNS, "the other columns"),
};
/* clang-format on */

const size_t n_functions = ARRAY_SIZE(functions);

const struct function *function_find(struct text name)
{
	for (size_t n = 0; n < n_functions; n++)
		if (text_equal(text_of(functions[n].name), name))
			return &functions[n];
	return NULL;
}

void function_evaluate(const struct expression *node, struct evaluation *evaluation,
                       struct value *ret)
{
	struct value arguments[4];
	struct call call = { .node = node, .evaluation = evaluation, .arguments = arguments };

	for (size_t n = 0; n < node->n_arguments; n++) {
		expression_evaluate(node->arguments[n], evaluation, &arguments[n]);
		if (arguments[n].is != PRESENT && !node->function->takes_null) {
			*ret = (struct value){ .is = arguments[n].is };
			return;
		}
	}
	node->function->evaluate(&call, ret);
}
