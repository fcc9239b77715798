/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter: evaluating it on a record. */
#include "model/record.h"
#include "query/where_node.h"

static bool is_number(const struct field *field)
{
	return field_type(field) <= TYPE_FLOAT;
}

static int compare_integers(bool a_negative, uint64_t a, bool b_negative, uint64_t b)
{
	int order = (a > b) - (a < b);

	a_negative = a_negative && a > 0;
	b_negative = b_negative && b > 0;
	if (a_negative != b_negative)
		return a_negative ? -1 : 1;
	return a_negative ? -order : order;
}

static int compare_number(const struct field *field, const struct value *value,
                          const struct literal *literal)
{
	enum type type = field_type(field);
	double number;

	if (literal->is_integer && type == TYPE_UINT)
		return compare_integers(false, value->u, literal->is_negative, literal->magnitude);
	if (literal->is_integer && type == TYPE_INT)
		return compare_integers(value->i < 0,
		                        value->i < 0 ? 0 - (uint64_t)value->i : (uint64_t)value->i,
		                        literal->is_negative, literal->magnitude);
	number = type == TYPE_UINT  ? (double)value->u
	         : type == TYPE_INT ? (double)value->i
	                            : value->f;
	return (number > literal->number) - (number < literal->number);
}

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
	case MATCHES:
	case MATCHES_NOT:
		break;
	}
	return false;
}

static bool matches(const regex_t *regex, struct text text)
{
	regmatch_t whole = { .rm_so = 0, .rm_eo = (regoff_t)text.length };

	/* REG_STARTEND: the text may hold NUL, and is not terminated where it is part of another */
	return regexec(regex, text.bytes ? text.bytes : "", 1, &whole, REG_STARTEND) == 0;
}

static bool text_passes(const struct where_node *node, struct text text)
{
	if (node->regex)
		return matches(node->regex, text) == (node->comparison == MATCHES);
	return is_ordered_so(node->comparison, text_compare(text, node->literal.text));
}

/* A list of texts is compared as it is shown: its items with a blank between them. */
static bool texts_pass(const struct where_node *node, const struct texts *texts)
{
	_cleanup_buffer_ struct buffer joined = { 0 };

	for (size_t n = 0; n < texts->n; n++)
		if ((n > 0 && buffer_add_byte(&joined, ' ') < 0) ||
		    buffer_add(&joined, texts->items[n]) < 0)
			return false;
	if (buffer_add_byte(&joined, '\0') < 0)
		return false;
	joined.length--;
	return text_passes(node, buffer_text(&joined));
}

static bool value_passes(const struct where_node *node, const struct value *value)
{
	if (value->is != PRESENT)
		return false;
	if (node->field->kind == KIND_TEXTS)
		return texts_pass(node, &value->texts);
	if (field_type(node->field) == TYPE_TEXT)
		return text_passes(node, value->text);
	if (is_number(node->field))
		return is_ordered_so(node->comparison,
		                     compare_number(node->field, value, &node->literal));
	return is_ordered_so(node->comparison,
	                     value->b - text_equal(node->literal.text, TEXT("true")));
}

/* One item that passes is enough. */
static bool any_item_passes(const struct where_node *node, const void *record)
{
	struct value list, value;

	record_value(node->list, record, &list);
	for (size_t n = 0; list.is == PRESENT && n < list.structs.n; n++) {
		field_item_value(node->field,
		                 (const char *)list.structs.items + n * node->list->item_size,
		                 &value);
		if (value_passes(node, &value))
			return true;
	}
	return false;
}

static bool compares(const struct where_node *node, const void *record)
{
	struct value value;

	if (node->list)
		return any_item_passes(node, record);
	record_value(node->field, record, &value);
	return value_passes(node, &value);
}

static bool holds(const struct where_node *node, const void *record)
{
	switch (node->kind) {
	case WHERE_AND:
		return holds(node->left, record) && holds(node->right, record);
	case WHERE_OR:
		return holds(node->left, record) || holds(node->right, record);
	case WHERE_NOT:
		return !holds(node->left, record);
	case WHERE_COMPARE:
		break;
	}
	return compares(node, record);
}

bool where_holds(const struct where *where, const void *record)
{
	return !where->root || holds(where->root, record);
}
