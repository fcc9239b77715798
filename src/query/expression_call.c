/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: calls of functions, with their arguments checked. */
#include <errno.h>

#include "base/suggest.h"
#include "model/compare.h"
#include "query/function.h"

/* Whether SQL, awk, jq or another language calls the function NAME. */
static bool is_called(const struct function *function, struct text name)
{
	struct text rest = text_of(function->elsewhere ? function->elsewhere : ""), word;

	while (text_next_word(&rest, &word))
		if (text_equal(word, name))
			return true;
	return false;
}

static int refuse_function(struct parser *parser, struct text name)
{
	struct suggestion suggestion = suggestion_for(name);
	int r;

	for (size_t n = 0; n < n_functions; n++) {
		suggestion_offer(&suggestion, text_of(functions[n].name));
		if (is_called(&functions[n], name)) {
			suggestion.nearest = text_of(functions[n].name);
			suggestion.distance = 0;
		}
	}
	r = suggestion_explain(&suggestion, "function", parser->why);
	return r < 0 ? r : parser_show(parser, name);
}

/* ---- types of arguments ---- */

static bool is_constant(const struct expression *node, enum shape shape)
{
	return node->kind == NODE_CONSTANT && node->constant.is == PRESENT &&
	       expression_shape(node) == shape;
}

/* Values can form a list only if they are texts or unsigned numbers. */
static bool is_plain_list(const struct expression *node)
{
	return node->kind != NODE_EACH || field_type(node->type) == TYPE_TEXT ||
	       field_type(node->type) == TYPE_UINT;
}

/* Whether the number only ever grows: a counter, or a sum, multiple or fraction of counters. */
static bool is_counter(const struct expression *node)
{
	struct expression *const *arguments = node->arguments;

	switch (node->kind) {
	case NODE_FIELD:
		return node->type->is_counter;
	case NODE_ADD:
		return is_counter(arguments[0]) && is_counter(arguments[1]);
	case NODE_MULTIPLY:
		return (is_counter(arguments[0]) && arguments[1]->kind == NODE_CONSTANT) ||
		       (is_counter(arguments[1]) && arguments[0]->kind == NODE_CONSTANT);
	case NODE_DIVIDE:
		return is_counter(arguments[0]) && arguments[1]->kind == NODE_CONSTANT;
	default:
		return false;
	}
}

/*
 * Whether a sample cannot hold the value: it is itself a change between samples, or belongs to a
 * group or to one item of a list.
 */
static int is_no_sample(void *arg _unused_, struct expression *node)
{
	return node->kind == NODE_RATE || node->kind == NODE_DELTA || node->kind == NODE_ITEM ||
	       node->kind == NODE_AGGREGATE || node->kind == NODE_KEY ||
	       (node->kind == NODE_FIELD && node->type->rate);
}

static bool is_share(const struct expression *node)
{
	double number = value_double(field_type(node->type), &node->constant);

	return number >= 0 && number <= 1;
}

static bool fits(char parameter, struct expression *node)
{
	enum shape shape = expression_shape(node);

	if (shape == SHAPE_NULL)
		return !strchr("CDFIKL", parameter);
	switch (parameter) {
	case 'V':
		return true;
	case 'O':
		return shape <= SHAPE_BOOL;
	case 'Q':
		return shape <= SHAPE_TIME;
	case 'W':
		return shape == SHAPE_TEXT ||
		       (shape == SHAPE_NUMBER && field_type(node->type) == TYPE_UINT);
	case 'F':
		return is_constant(node, SHAPE_NUMBER) && is_share(node);
	case 'K':
		return shape == SHAPE_NUMBER && is_counter(node);
	case 'D':
		return shape == SHAPE_NUMBER && !expression_walk(node, is_no_sample, NULL);
	case 'N':
		return shape == SHAPE_NUMBER;
	case 'M':
		return shape == SHAPE_TIME;
	case 'T':
		return shape == SHAPE_TEXT;
	case 'B':
		return shape == SHAPE_BOOL;
	case 'L':
		return shape == SHAPE_LIST && is_plain_list(node);
	case 'Y':
		return shape == SHAPE_TEXT || shape == SHAPE_MAP ||
		       (shape == SHAPE_LIST && is_plain_list(node));
	case 'C':
		return is_constant(node, SHAPE_TEXT);
	case 'I':
		return is_constant(node, SHAPE_NUMBER) && field_type(node->type) == TYPE_UINT;
	default:
		return shape <= SHAPE_LIST && node->kind != NODE_EACH &&
		       node->type->kind != KIND_STRUCTS;
	}
}

static const char *parameter_words(char parameter)
{
	static const struct {
		char letter;
		const char *words;
	} all[] = {
		{ 'N', "a number" },
		{ 'M', "a point in time" },
		{ 'T', "text" },
		{ 'B', "a condition" },
		{ 'L', "a list" },
		{ 'Y', "text or a list" },
		{ 'C', "quoted text" },
		{ 'I', "a whole number" },
		{ 'K', "a counter" },
		{ 'D', "a number of one sample" },
		{ 'O', "a number, a time, text or a condition" },
		{ 'Q', "a number or a time" },
		{ 'W', "text or whole numbers" },
		{ 'F', "a number from 0 to 1" },
	};

	for (size_t n = 0; n < ARRAY_SIZE(all); n++)
		if (all[n].letter == parameter)
			return all[n].words;
	return "a single value";
}

static int check_argument(struct parser *parser, const struct function *function, char parameter,
                          struct expression *node)
{
	static const struct field time_type = { .kind = KIND_F64, .unit = UNIT_EPOCH };
	const struct expression a_time = { .type = &time_type };
	int r = parameter == 'M' ? node_adapt(parser, node, &a_time) : 0;

	if (r < 0 || fits(parameter, node))
		return r;
	return parser_refuse(parser, node->place, "%s() takes %s here, but '%.*s' is %s",
	                     function->name, parameter_words(parameter), (int)node->place.length,
	                     node->place.bytes, node_words(node));
}

/* ---- the type of a call ---- */

static int unify_last(struct parser *parser, struct expression *node)
{
	const struct expression *a = node->arguments[node->n_arguments - 2];
	const struct expression *b = node->arguments[node->n_arguments - 1];
	int r = type_unify(parser, a, b, &node->type);

	if (r != -EINVAL)
		return r;
	return parser_refuse(parser, b->place, "'%.*s' is %s, but '%.*s' is %s",
	                     (int)a->place.length, a->place.bytes, node_words(a),
	                     (int)b->place.length, b->place.bytes, node_words(b));
}

/* The type becomes a number of this kind, in the unit of the first argument. */
static int make_number(struct parser *parser, struct expression *node, enum kind kind)
{
	return type_make(parser, kind, node->arguments[0]->type->unit, &node->type);
}

static int set_type(struct parser *parser, struct expression *node)
{
	const struct field *first = node->n_arguments > 0 ? node->arguments[0]->type : NULL;

	switch (node->function->result) {
	case RESULT_TYPE:
		node->type = node->function->type;
		return 0;
	case RESULT_UNIFIED:
		return unify_last(parser, node);
	case RESULT_SAME:
		node->type = first;
		return 0;
	case RESULT_LIST:
		node->type = type_plain(field_type(first) == TYPE_TEXT ? KIND_TEXTS : KIND_NUMBERS);
		return 0;
	case RESULT_MEAN:
		return make_number(parser, node, KIND_OPT_F64);
	case RESULT_DELTA:
		return make_number(parser, node,
		                   field_type(first) == TYPE_FLOAT ? KIND_OPT_F64 : KIND_OPT_I64);
	case RESULT_ROUND:
		if (node->n_arguments > 1)
			return make_number(parser, node, KIND_OPT_F64);
		return make_number(parser, node,
		                   field_type(first) == TYPE_UINT ? KIND_OPT_U64 : KIND_OPT_I64);
	case RESULT_RATE:
		break;
	}
	return type_make(parser, KIND_OPT_F64, type_quotient_unit(first->unit, UNIT_SECONDS),
	                 &node->type);
}

/* ---- parsing ---- */

static int parse_argument(struct parser *parser, const struct function *function, size_t n,
                          struct expression *first, struct expression **ret)
{
	const struct field *list = parser->list;
	bool is_of_rows = parser->is_of_rows;
	int r;

	if (function->kind == NODE_EXISTS && n == 1) {
		if (first->kind != NODE_FIELD || first->type->kind != KIND_STRUCTS)
			return parser_refuse(parser, first->place,
			                     "exists() takes a list of structs, such as "
			                     "net_connections");
		parser->list = first->type;
	}
	parser->is_of_rows = is_of_rows || function->kind == NODE_AGGREGATE;
	r = parser_expression(parser, ret);
	parser->is_of_rows = is_of_rows;
	parser->list = list;
	return r;
}

static int refuse_count(struct parser *parser, const struct function *function, struct text name)
{
	return parser_refuse(parser, name, "wrong number of arguments: %s", function->help);
}

static int parse_arguments(struct parser *parser, const struct function *function, struct text name,
                           struct expression **arguments, size_t *ret_n)
{
	const char *parameter = function->parameters;
	bool is_optional = false;
	size_t n = 0;
	int r = 0;

	while (r == 0 && !parser_eat(parser, ")")) {
		is_optional = is_optional || *parameter == '[';
		parameter += *parameter == '[';
		if (n > 0 && !parser_eat(parser, ","))
			return parser_expect(parser, "',' or ')'");
		if (!*parameter)
			return refuse_count(parser, function, name);
		r = parse_argument(parser, function, n, arguments[0], &arguments[n]);
		if (r == 0)
			r = check_argument(parser, function, *parameter++, arguments[n++]);
	}
	if (r == 0 && *parameter && *parameter != '[' && !is_optional)
		return refuse_count(parser, function, name);
	*ret_n = n;
	return r;
}

/* Sets the type of a call, prepares its constant arguments, and folds it if it is constant. */
static int finish_call(struct parser *parser, struct expression *node)
{
	const char *problem = NULL;
	int r = set_type(parser, node);

	if (r == 0 && node->function->prepare)
		problem = node->function->prepare(parser->pool, node);
	if (problem)
		return parser_refuse(parser, node->place, "%s", problem);
	if (r < 0 || node->kind != NODE_CALL || node->function->context)
		return r;
	return node_fold(parser, node);
}

/* Makes the node of a call whose arguments have been checked. */
static int build_call(struct parser *parser, const struct function *function, struct text place,
                      struct expression *const *arguments, size_t n, struct expression **ret)
{
	int r = node_new(parser, function->kind, place, ret);

	if (r == 0)
		r = node_set_arguments(parser, *ret, arguments, n);
	if (r < 0)
		return r;
	(*ret)->function = function;
	(*ret)->list = function->kind == NODE_EXISTS ? arguments[0]->type : NULL;
	return finish_call(parser, *ret);
}

int node_rate(struct parser *parser, struct expression *counter, struct text place,
              struct expression **ret)
{
	return build_call(parser, function_find(TEXT("rate")), place, &counter, 1, ret);
}

int node_call(struct parser *parser, struct text name, struct expression **ret)
{
	const struct function *function = function_find(name);
	struct expression *arguments[4] = { NULL };
	struct text place = name;
	size_t n = 0;
	int r;

	if (!function || function->is_name)
		return refuse_function(parser, name);
	if (function->kind == NODE_AGGREGATE && (parser->is_of_rows || parser->list))
		return parser_refuse(parser, name, "an aggregate takes values of rows, not of %s",
		                     parser->list ? "items of a list" : "aggregates");
	parser->rest = text_skip(parser->rest, 1); /* the parenthesis */
	r = parse_arguments(parser, function, name, arguments, &n);
	if (r < 0)
		return r;
	place.length = (size_t)(parser->rest.bytes - name.bytes);
	return build_call(parser, function, place, arguments, n, ret);
}
