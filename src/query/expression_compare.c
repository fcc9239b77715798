/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: comparisons. */
#include "query/expression_compare.h"

#include <errno.h>

#include "model/compare.h"

/* One comparison: a value is compared with the other arguments of the node. */
struct holding {
	const struct expression *node;
	struct evaluation *evaluation;
	const struct value *others; /* of NODE_COMPARE and NODE_IN, evaluated */
	struct expression *const *other_nodes;
	size_t n_others;
	enum comparison comparison;
};

static bool is_ordered_so(enum comparison comparison, int order)
{
	switch (comparison) {
	case IS:
		return order == 0;
	case IS_NOT:
		return order != 0;
	case BELOW:
		return order < 0;
	case AT_MOST:
		return order <= 0;
	case ABOVE:
		return order > 0;
	case AT_LEAST:
		return order >= 0;
	}
	return false;
}

/* The comparison that gives the same result when the two sides are exchanged. */
static enum comparison mirrored(enum comparison comparison)
{
	static const enum comparison mirror[] = {
		[IS] = IS,       [IS_NOT] = IS_NOT,   [BELOW] = ABOVE, [AT_MOST] = AT_LEAST,
		[ABOVE] = BELOW, [AT_LEAST] = AT_MOST
	};

	return mirror[comparison];
}

static bool matches(const struct holding *holding, struct text text)
{
	int r = pattern_matches(holding->node->pattern, text);

	if (r < 0)
		holding->evaluation->error = r;
	return r >= 0 && (r == 1) != holding->node->is_negated;
}

static bool is_among(const struct holding *holding, const struct field *type,
                     const struct value *value)
{
	for (size_t n = 0; n < holding->n_others; n++)
		if (holding->others[n].is == PRESENT &&
		    value_compare(type, value, holding->other_nodes[n]->type,
		                  &holding->others[n]) == 0)
			return true;
	return false;
}

static bool value_passes(const struct holding *holding, const struct field *type,
                         const struct value *value)
{
	if (value->is != PRESENT)
		return false;
	if (holding->node->kind == NODE_MATCH)
		return matches(holding, value->text);
	if (holding->node->kind == NODE_IN)
		return is_among(holding, type, value) != holding->node->is_negated;
	return holding->others[0].is == PRESENT &&
	       is_ordered_so(holding->comparison,
	                     value_compare(type, value, holding->other_nodes[0]->type,
	                                   &holding->others[0]));
}

/* ---- lists ---- */

void texts_join(const struct texts *texts, struct text separator, struct evaluation *evaluation,
                struct value *ret)
{
	size_t length = 0;
	char *bytes, *end;

	for (size_t n = 0; n < texts->n; n++)
		length += texts->items[n].length + (n > 0 ? separator.length : 0);
	bytes = end = arena_alloc(evaluation->arena, length + 1);
	*ret = (struct value){ 0 };
	if (!bytes) {
		evaluation->error = -ENOMEM;
		return;
	}
	for (size_t n = 0; n < texts->n; n++) {
		if (n > 0 && separator.length > 0)
			end = mempcpy(end, separator.bytes, separator.length);
		if (texts->items[n].length > 0)
			end = mempcpy(end, texts->items[n].bytes, texts->items[n].length);
	}
	*ret = (struct value){ .is = PRESENT, .text = { .bytes = bytes, .length = length } };
}

/* Whether the comparison is negative (!=, !~, not in). */
static bool is_denial(const struct holding *holding)
{
	return holding->node->kind == NODE_COMPARE ? holding->comparison == IS_NOT
	                                           : holding->node->is_negated;
}

/*
 * A list of texts passes if the whole of it passes, its items joined by blanks as the table shows
 * them (to search a command line), or if one item passes (to find a word among flags). A negative
 * comparison looks at the whole only.
 */
static bool texts_pass(const struct holding *holding, const struct texts *texts)
{
	const struct field type = { .kind = KIND_TEXT };
	struct value value;

	texts_join(texts, TEXT(" "), holding->evaluation, &value);
	if (value_passes(holding, &type, &value) || is_denial(holding))
		return value.is == PRESENT && value_passes(holding, &type, &value);
	for (size_t n = 0; n < texts->n && texts->n > 1; n++) {
		value = (struct value){ .is = PRESENT, .text = texts->items[n] };
		if (value_passes(holding, &type, &value))
			return true;
	}
	return false;
}

static bool numbers_pass(const struct holding *holding, const struct numbers *numbers)
{
	const struct field type = { .kind = KIND_U64 };

	for (size_t n = 0; n < numbers->n; n++) {
		struct value value = { .is = PRESENT, .u = numbers->items[n] };

		if (value_passes(holding, &type, &value))
			return true;
	}
	return false;
}

static bool any_item_passes(const struct holding *holding, const struct expression *each)
{
	struct value list, value;

	record_value(each->list, holding->evaluation->record, &list);
	for (size_t n = 0; list.is == PRESENT && n < list.structs.n; n++) {
		field_item_value(each->type,
		                 (const char *)list.structs.items + n * each->list->item_size,
		                 &value);
		if (value_passes(holding, each->type, &value))
			return true;
	}
	return false;
}

static bool node_passes(const struct holding *holding, const struct expression *node)
{
	struct value value;

	if (node->kind == NODE_EACH)
		return any_item_passes(holding, node);
	expression_evaluate(node, holding->evaluation, &value);
	if (value.is != PRESENT)
		return false;
	if (node->type->kind == KIND_TEXTS)
		return texts_pass(holding, &value.texts);
	if (node->type->kind == KIND_NUMBERS)
		return numbers_pass(holding, &value.numbers);
	return value_passes(holding, node->type, &value);
}

bool comparison_holds(const struct expression *node, struct evaluation *evaluation)
{
	struct expression *const *arguments = node->arguments;
	bool is_mirrored =
		node->kind == NODE_COMPARE && expression_shape(arguments[1]) == SHAPE_LIST;
	struct value others[MOST_ARGUMENTS];
	struct holding holding = {
		.node = node,
		.evaluation = evaluation,
		.others = others,
		.other_nodes = is_mirrored ? arguments : arguments + 1,
		.n_others = node->n_arguments - 1,
		.comparison = is_mirrored ? mirrored(node->comparison) : node->comparison,
	};

	for (size_t n = 0; n < holding.n_others; n++)
		expression_evaluate(holding.other_nodes[n], evaluation, &others[n]);
	return node_passes(&holding, arguments[is_mirrored ? 1 : 0]);
}

/* ---- a field of each item ---- */

static void append_value(const struct field *type, const struct value *value, struct value *list)
{
	if (value->is != PRESENT)
		return;
	if (field_type(type) == TYPE_TEXT)
		((struct text *)list->texts.items)[list->texts.n++] = value->text;
	else
		((uint64_t *)list->numbers.items)[list->numbers.n++] = value->u;
}

void list_of_each(const struct expression *node, struct evaluation *evaluation, struct value *ret)
{
	bool is_text = field_type(node->type) == TYPE_TEXT;
	struct value list, value;
	void *items;

	record_value(node->list, evaluation->record, &list);
	*ret = (struct value){ .is = list.is };
	if (list.is != PRESENT)
		return;
	items = arena_array(evaluation->arena, list.structs.n,
	                    is_text ? sizeof(struct text) : sizeof(uint64_t));
	if (!items) {
		evaluation->error = -ENOMEM;
		*ret = (struct value){ 0 };
		return;
	}
	if (is_text)
		ret->texts = (struct texts){ .items = items, .is = PRESENT };
	else
		ret->numbers = (struct numbers){ .items = items, .is = PRESENT };
	for (size_t n = 0; n < list.structs.n; n++) {
		field_item_value(node->type,
		                 (const char *)list.structs.items + n * node->list->item_size,
		                 &value);
		append_value(node->type, &value, ret);
	}
}
