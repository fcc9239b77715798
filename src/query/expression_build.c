/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: nodes of operators, with their types checked. */
#include <errno.h>

#include "query/expression_node.h"

enum { MOST_NODES = 4096 };

void expression_pool_adopt(struct expression_pool *pool, struct expression_pool *other)
{
	struct pattern_link **end = &pool->patterns;

	while (*end)
		end = &(*end)->next;
	*end = other->patterns;
	arena_adopt(&pool->arena, &other->arena);
	pool->n_nodes += other->n_nodes;
	*other = (struct expression_pool){ 0 };
}

void expression_pool_done(struct expression_pool *pool)
{
	for (struct pattern_link *link = pool->patterns; link; link = link->next)
		pattern_free(link->pattern);
	arena_done(&pool->arena);
	*pool = (struct expression_pool){ 0 };
}

int node_new(struct parser *parser, enum node_kind kind, struct text place, struct expression **ret)
{
	struct expression *node = arena_alloc(&parser->pool->arena, sizeof(*node));

	if (!node)
		return -ENOMEM;
	if (++parser->pool->n_nodes > MOST_NODES)
		return parser_refuse(parser, place, "the expression is too long");
	node->kind = kind;
	node->whole = parser->whole;
	node->place = place;
	node->said = place;
	node->n_nodes = 1;
	node->type = type_plain(KIND_OPT_BOOL);
	*ret = node;
	return 0;
}

int node_set_arguments(struct parser *parser, struct expression *node,
                       struct expression *const *arguments, size_t n)
{
	node->arguments = arena_array(&parser->pool->arena, n, sizeof(*arguments));
	node->n_arguments = n;
	if (!node->arguments)
		return -ENOMEM;
	if (n > 0)
		memcpy(node->arguments, arguments, n * sizeof(*arguments));
	for (size_t i = 0; i < n; i++)
		node->n_nodes += arguments[i]->n_nodes;
	return node->n_nodes <= MOST_NODES
	               ? 0
	               : parser_refuse(parser, node->place, "the expression is too long");
}

int node_under_name(struct parser *parser, const struct expression *node, struct text name,
                    struct expression **ret)
{
	int r = node_new(parser, node->kind, name, ret);

	if (r < 0)
		return r;
	**ret = *node;
	(*ret)->whole = parser->whole;
	(*ret)->place = name;
	return 0;
}

/* The text from the beginning of FIRST to the end of LAST. */
static struct text span(struct text first, struct text last)
{
	return (struct text){ .bytes = first.bytes,
		              .length = (size_t)(last.bytes - first.bytes) + last.length };
}

static int new_pair(struct parser *parser, enum node_kind kind, struct expression *left,
                    struct expression *right, struct expression **ret)
{
	struct expression *arguments[] = { left, right };
	int r = node_new(parser, kind, span(left->place, right->place), ret);

	return r < 0 ? r : node_set_arguments(parser, *ret, arguments, 2);
}

static int new_single(struct parser *parser, enum node_kind kind, struct expression *operand,
                      struct text place, struct expression **ret)
{
	int r = node_new(parser, kind, span(place, operand->place), ret);

	return r < 0 ? r : node_set_arguments(parser, *ret, &operand, 1);
}

int node_text(struct parser *parser, struct text text, struct text place, struct expression **ret)
{
	int r = node_new(parser, NODE_CONSTANT, place, ret);

	if (r < 0)
		return r;
	(*ret)->type = type_plain(KIND_TEXT);
	(*ret)->constant = (struct value){ .is = PRESENT, .text = text };
	return 0;
}

int node_fold(struct parser *parser, struct expression *node)
{
	struct evaluation evaluation = { .arena = &parser->pool->arena };
	struct value value;

	for (size_t n = 0; n < node->n_arguments; n++)
		if (node->arguments[n]->kind != NODE_CONSTANT)
			return 0;
	expression_evaluate(node, &evaluation, &value);
	if (evaluation.error < 0)
		return evaluation.error;
	node->kind = NODE_CONSTANT;
	node->constant = value;
	return 0;
}

/* ---- arithmetic ---- */

static bool is_number(const struct expression *node)
{
	enum shape shape = expression_shape(node);

	return shape == SHAPE_NUMBER || shape == SHAPE_TIME || shape == SHAPE_NULL;
}

static int check_number(struct parser *parser, const struct expression *node)
{
	if (is_number(node))
		return 0;
	return parser_refuse(parser, node->place, "arithmetic needs numbers, but '%.*s' is %s",
	                     (int)node->place.length, node->place.bytes, node_words(node));
}

/* A point in time plus or minus a duration, or minus a point in time; all else has no meaning. */
static bool has_meaning(enum node_kind kind, enum shape left, enum shape right)
{
	if (left == SHAPE_TIME && right == SHAPE_TIME)
		return kind == NODE_SUBTRACT;
	if (left == SHAPE_TIME)
		return kind == NODE_ADD || kind == NODE_SUBTRACT;
	return right != SHAPE_TIME || kind == NODE_ADD;
}

static enum unit unit_of_sum(enum unit a, enum unit b)
{
	if (a == UNIT_EPOCH && b == UNIT_EPOCH)
		return UNIT_SECONDS;
	if (a == UNIT_EPOCH || b == UNIT_EPOCH)
		return UNIT_EPOCH;
	if (a == b || b == UNIT_NONE)
		return a;
	return a == UNIT_NONE ? b : UNIT_NONE;
}

static enum unit unit_of(enum node_kind kind, enum unit a, enum unit b)
{
	switch (kind) {
	case NODE_ADD:
	case NODE_SUBTRACT:
		return unit_of_sum(a, b);
	case NODE_MULTIPLY:
		return a == UNIT_NONE ? b : b == UNIT_NONE ? a : UNIT_NONE;
	case NODE_DIVIDE:
		return type_quotient_unit(a, b);
	default:
		return a;
	}
}

/* Whole numbers stay whole except in a division; a difference is signed. */
static enum kind kind_of(enum node_kind kind, enum type a, enum type b)
{
	if (kind == NODE_DIVIDE || a == TYPE_FLOAT || b == TYPE_FLOAT)
		return KIND_OPT_F64;
	if (kind == NODE_SUBTRACT || a == TYPE_INT || b == TYPE_INT)
		return KIND_OPT_I64;
	return KIND_OPT_U64;
}

/* The type of a number; null is counted as an unsigned one, which changes no other type. */
static enum type number_type(const struct expression *node)
{
	return expression_shape(node) == SHAPE_NULL ? TYPE_UINT : field_type(node->type);
}

int node_arithmetic(struct parser *parser, enum node_kind kind, struct expression *left,
                    struct expression *right, struct expression **ret)
{
	int r = node_adapt(parser, left, right);

	if (r == 0)
		r = node_adapt(parser, right, left);
	if (r == 0)
		r = check_number(parser, left);
	if (r == 0)
		r = check_number(parser, right);
	if (r == 0 && !has_meaning(kind, expression_shape(left), expression_shape(right)))
		r = parser_refuse(parser, span(left->place, right->place),
		                  "with a point in time, a duration can be added or subtracted, "
		                  "and another point in time subtracted");
	if (r == 0)
		r = new_pair(parser, kind, left, right, ret);
	if (r == 0)
		r = type_make(parser, kind_of(kind, number_type(left), number_type(right)),
		              unit_of(kind, left->type->unit, right->type->unit), &(*ret)->type);
	return r < 0 ? r : node_fold(parser, *ret);
}

int node_negate(struct parser *parser, struct expression *operand, struct text place,
                struct expression **ret)
{
	int r = check_number(parser, operand);

	if (r == 0 && expression_shape(operand) == SHAPE_TIME)
		r = parser_refuse(parser, operand->place, "a point in time has no sign");
	if (r == 0)
		r = new_single(parser, NODE_NEGATE, operand, place, ret);
	if (r == 0)
		r = type_make(parser, kind_of(NODE_SUBTRACT, number_type(operand), TYPE_INT),
		              operand->type->unit, &(*ret)->type);
	return r < 0 ? r : node_fold(parser, *ret);
}

/* ---- conditions ---- */

int node_not(struct parser *parser, struct expression *operand, struct text place,
             struct expression **ret)
{
	int r = node_check_condition(parser, operand);

	if (r == 0)
		r = new_single(parser, NODE_NOT, operand, place, ret);
	return r < 0 ? r : node_fold(parser, *ret);
}

int node_join(struct parser *parser, enum node_kind kind, struct expression *left,
              struct expression *right, struct expression **ret)
{
	int r = node_check_condition(parser, left);

	if (r == 0)
		r = node_check_condition(parser, right);
	if (r == 0)
		r = new_pair(parser, kind, left, right, ret);
	return r < 0 ? r : node_fold(parser, *ret);
}

/* A point in time can be compared with a number: seconds since the epoch. */
static bool is_comparable(enum shape a, enum shape b)
{
	if (a > SHAPE_BOOL || b > SHAPE_BOOL)
		return false;
	return a == b || (a <= SHAPE_TIME && b <= SHAPE_TIME);
}

static int check_comparison(struct parser *parser, struct expression *left,
                            struct expression *right)
{
	enum shape a, b;
	int r = node_adapt(parser, left, right);

	if (r == 0)
		r = node_adapt(parser, right, left);
	if (r == 0)
		r = node_check_unit(parser, left, right);
	if (r == 0)
		r = node_check_unit(parser, right, left);
	if (r < 0)
		return r;
	a = type_item_shape(left);
	b = type_item_shape(right);
	if (expression_shape(left) == SHAPE_LIST && expression_shape(right) == SHAPE_LIST)
		return parser_refuse(parser, right->place, "two lists cannot be compared");
	if (is_comparable(a, b))
		return 0;
	if (a > SHAPE_BOOL && a != SHAPE_NULL)
		return parser_refuse(parser, left->place,
		                     "'%.*s' is %s: use one of its members, length() or exists()",
		                     (int)left->place.length, left->place.bytes, node_words(left));
	return parser_refuse(parser, right->place, "'%.*s' is %s, but '%.*s' is %s",
	                     (int)left->place.length, left->place.bytes, node_words(left),
	                     (int)right->place.length, right->place.bytes, node_words(right));
}

static int compare_with_null(struct parser *parser, enum comparison comparison,
                             struct expression *left, struct expression *right,
                             struct expression **ret)
{
	struct expression *asked = expression_shape(right) == SHAPE_NULL ? left : right;
	int r;

	if (comparison != IS && comparison != IS_NOT)
		return parser_refuse(parser, span(left->place, right->place),
		                     "null can be compared only by == and !=");
	r = node_new(parser, NODE_IS_NULL, span(left->place, right->place), ret);
	if (r == 0)
		r = node_set_arguments(parser, *ret, &asked, 1);
	if (r < 0)
		return r;
	(*ret)->is_negated = comparison == IS_NOT;
	return node_fold(parser, *ret);
}

int node_compare(struct parser *parser, enum comparison comparison, struct expression *left,
                 struct expression *right, struct expression **ret)
{
	int r;

	if (expression_shape(left) == SHAPE_NULL || expression_shape(right) == SHAPE_NULL)
		return compare_with_null(parser, comparison, left, right, ret);
	r = check_comparison(parser, left, right);
	if (r == 0)
		r = new_pair(parser, NODE_COMPARE, left, right, ret);
	if (r < 0)
		return r;
	(*ret)->comparison = comparison;
	return node_fold(parser, *ret);
}

int node_in(struct parser *parser, bool is_negated, struct expression **arguments, size_t n,
            struct expression **ret)
{
	struct text place = span(arguments[0]->place, arguments[n - 1]->place);
	int r = 0;

	for (size_t i = 1; i < n && r == 0; i++) {
		if (expression_shape(arguments[i]) == SHAPE_LIST)
			r = parser_refuse(parser, arguments[i]->place,
			                  "the values of in (...) cannot be lists");
		else if (expression_shape(arguments[i]) != SHAPE_NULL)
			r = check_comparison(parser, arguments[0], arguments[i]);
	}
	if (r == 0)
		r = node_new(parser, NODE_IN, place, ret);
	if (r == 0)
		r = node_set_arguments(parser, *ret, arguments, n);
	if (r < 0)
		return r;
	(*ret)->is_negated = is_negated;
	return node_fold(parser, *ret);
}

static int compile(struct parser *parser, struct expression *node, struct text pattern,
                   bool ignores_case, struct text place)
{
	struct pattern_link *link = arena_alloc(&parser->pool->arena, sizeof(*link));
	int r = link ? pattern_new(pattern, ignores_case, &node->pattern, parser->why) : -ENOMEM;

	if (r == -EINVAL)
		return parser_show(parser, place);
	if (r < 0)
		return r;
	*link = (struct pattern_link){ .pattern = node->pattern, .next = parser->pool->patterns };
	parser->pool->patterns = link;
	return 0;
}

int node_match(struct parser *parser, bool is_negated, struct expression *left, struct text pattern,
               bool ignores_case, struct text place, struct expression **ret)
{
	int r = 0;

	if (type_item_shape(left) != SHAPE_TEXT)
		r = parser_refuse(parser, left->place,
		                  "a regular expression needs text, but '%.*s' is %s",
		                  (int)left->place.length, left->place.bytes, node_words(left));
	if (r == 0)
		r = new_single(parser, NODE_MATCH, left, left->place, ret);
	if (r == 0)
		r = compile(parser, *ret, pattern, ignores_case, place);
	if (r < 0)
		return r;
	(*ret)->is_negated = is_negated;
	return node_fold(parser, *ret);
}
