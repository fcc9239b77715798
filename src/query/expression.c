/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: evaluation. The result of a null operand is null, for the operand's reason. */
#include <errno.h>
#include <math.h>

#include "base/number.h"
#include "model/compare.h"
#include "query/expression_compare.h"
#include "query/expression_node.h"
#include "query/function.h"

static void set_bool(bool b, struct value *ret)
{
	*ret = (struct value){ .is = PRESENT, .b = b };
}

/* ---- arithmetic ---- */

static struct whole calculate_whole(enum node_kind kind, struct whole a, struct whole b)
{
	switch (kind) {
	case NODE_ADD:
		return whole_add(a, b);
	case NODE_SUBTRACT:
		return whole_add(a, whole_negate(b));
	case NODE_MULTIPLY:
		return whole_multiply(a, b);
	default:
		return whole_modulo(a, b);
	}
}

static double calculate(enum node_kind kind, double a, double b)
{
	switch (kind) {
	case NODE_ADD:
		return a + b;
	case NODE_SUBTRACT:
		return a - b;
	case NODE_MULTIPLY:
		return a * b;
	case NODE_DIVIDE:
		return b == 0 ? NAN : a / b;
	default:
		return number_modulo(a, b);
	}
}

/* Where an operation overflows or divides by zero, the result is absent. */
static void evaluate_arithmetic(const struct expression *node, struct evaluation *evaluation,
                                struct value *ret)
{
	const struct expression *left = node->arguments[0], *right = node->arguments[1];
	enum type a_type = field_type(left->type), b_type = field_type(right->type);
	struct value a, b;

	expression_evaluate(left, evaluation, &a);
	expression_evaluate(right, evaluation, &b);
	if (a.is != PRESENT || b.is != PRESENT)
		*ret = (struct value){ .is = a.is != PRESENT ? a.is : b.is };
	else if (field_type(node->type) == TYPE_FLOAT)
		value_set_double(
			TYPE_FLOAT,
			calculate(node->kind, value_double(a_type, &a), value_double(b_type, &b)),
			ret);
	else
		value_set_whole(field_type(node->type),
		                calculate_whole(node->kind, value_whole(a_type, &a),
		                                value_whole(b_type, &b)),
		                ret);
}

static void evaluate_negate(const struct expression *node, struct evaluation *evaluation,
                            struct value *ret)
{
	enum type type = field_type(node->arguments[0]->type);

	expression_evaluate(node->arguments[0], evaluation, ret);
	if (ret->is != PRESENT)
		return;
	if (type == TYPE_FLOAT)
		ret->f = -ret->f;
	else
		value_set_whole(TYPE_INT, whole_negate(value_whole(type, ret)), ret);
}

/* ---- two samples ---- */

/* A value that either sample lacks has no change, and a counter that fell has no rate. */
static void evaluate_change(const struct expression *node, struct evaluation *evaluation,
                            struct value *ret)
{
	const struct record *record = evaluation->record; /* a group has none */
	const struct growth *growth = record ? record->growth : NULL;
	double delta = growth ? growth->now[node->slot] - growth->before[node->slot] : NAN;

	if (growth && node->kind == NODE_RATE)
		delta = delta >= 0 && growth->seconds > 0 ? delta / growth->seconds : NAN;
	value_set_double(field_type(node->type), delta, ret);
	if (ret->is == PRESENT)
		return;
	expression_evaluate(node->arguments[0], evaluation, ret);
	*ret = (struct value){ .is = ret->is == PRESENT ? ABSENT : ret->is };
}

/* ---- conditions ---- */

bool expression_holds(const struct expression *condition, struct evaluation *evaluation)
{
	struct value value;

	expression_evaluate(condition, evaluation, &value);
	return value.is == PRESENT && value.b;
}

/* "and" and "or" evaluate the right side only if the left side does not decide. */
static bool join_holds(const struct expression *node, struct evaluation *evaluation)
{
	bool left = expression_holds(node->arguments[0], evaluation);

	if (left == (node->kind == NODE_OR))
		return left;
	return expression_holds(node->arguments[1], evaluation);
}

static bool exists(const struct expression *node, struct evaluation *evaluation)
{
	struct evaluation inner = *evaluation;
	struct value list;
	bool found = false;

	expression_evaluate(node->arguments[0], evaluation, &list);
	for (size_t n = 0; list.is == PRESENT && n < list.structs.n && !found; n++) {
		inner.item = (const char *)list.structs.items + n * node->list->item_size;
		found = expression_holds(node->arguments[1], &inner);
	}
	evaluation->error = inner.error;
	return found;
}

/* ---- values ---- */

static void evaluate_condition(const struct expression *node, struct evaluation *evaluation,
                               struct value *ret)
{
	struct value value;

	switch (node->kind) {
	case NODE_AND:
	case NODE_OR:
		set_bool(join_holds(node, evaluation), ret);
		break;
	case NODE_NOT:
		set_bool(!expression_holds(node->arguments[0], evaluation), ret);
		break;
	case NODE_IS_NULL:
		expression_evaluate(node->arguments[0], evaluation, &value);
		set_bool((value.is != PRESENT) != node->is_negated, ret);
		break;
	case NODE_EXISTS:
		set_bool(exists(node, evaluation), ret);
		break;
	default:
		set_bool(comparison_holds(node, evaluation), ret);
		break;
	}
}

/* A name that is not in the map is absent. */
static void find_entry(const struct expression *node, struct evaluation *evaluation,
                       struct value *ret)
{
	struct value value;

	expression_evaluate(node->arguments[0], evaluation, &value);
	*ret = (struct value){ .is = value.is == PRESENT ? ABSENT : value.is };
	for (size_t n = 0; value.is == PRESENT && n < value.map.n; n++)
		if (text_equal(value.map.items[n].name, node->constant.text))
			*ret = (struct value){ .is = PRESENT, .text = value.map.items[n].value };
}

void expression_evaluate(const struct expression *node, struct evaluation *evaluation,
                         struct value *ret)
{
	switch (node->kind) {
	case NODE_CONSTANT:
		*ret = node->constant;
		break;
	case NODE_FIELD:
		record_value(node->type, evaluation->record, ret);
		break;
	case NODE_ITEM:
		field_item_value(node->type, evaluation->item, ret);
		break;
	case NODE_ENTRY:
		find_entry(node, evaluation, ret);
		break;
	case NODE_EACH:
		list_of_each(node, evaluation, ret);
		break;
	case NODE_CALL:
		function_evaluate(node, evaluation, ret);
		break;
	case NODE_KEY:
	case NODE_AGGREGATE:
		*ret = evaluation->group[node->slot];
		break;
	case NODE_RATE:
	case NODE_DELTA:
		evaluate_change(node, evaluation, ret);
		break;
	case NODE_NEGATE:
		evaluate_negate(node, evaluation, ret);
		break;
	case NODE_ADD:
	case NODE_SUBTRACT:
	case NODE_MULTIPLY:
	case NODE_DIVIDE:
	case NODE_MODULO:
		evaluate_arithmetic(node, evaluation, ret);
		break;
	default:
		evaluate_condition(node, evaluation, ret);
		break;
	}
}
