/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compare: values as numbers and in order. */
#include "model/compare.h"

double value_double(enum type type, const struct value *value)
{
	return type == TYPE_UINT  ? (double)value->u
	       : type == TYPE_INT ? (double)value->i
	                          : value->f;
}

whole value_whole(enum type type, const struct value *value)
{
	return type == TYPE_UINT ? (whole)value->u : (whole)value->i;
}

void value_set_whole(enum type type, whole number, struct value *ret)
{
	*ret = (struct value){ .is = PRESENT };
	if (type == TYPE_FLOAT)
		ret->f = (double)number;
	else if (type == TYPE_UINT && number >= 0 && number <= UINT64_MAX)
		ret->u = (uint64_t)number;
	else if (type == TYPE_INT && number >= INT64_MIN && number <= INT64_MAX)
		ret->i = (int64_t)number;
	else
		ret->is = ABSENT;
}

void value_set_double(enum type type, double number, struct value *ret)
{
	*ret = (struct value){ 0 };
	if (!__builtin_isfinite(number))
		return;
	if (type == TYPE_FLOAT)
		*ret = (struct value){ .is = PRESENT, .f = number };
	else if (number > -1e37 && number < 1e37)
		value_set_whole(type, (whole)number, ret);
}

void value_convert(enum type from, enum type to, struct value *value)
{
	if (from == to || from > TYPE_FLOAT || to > TYPE_FLOAT || value->is != PRESENT)
		return;
	if (from == TYPE_FLOAT)
		value_set_double(to, value->f, value);
	else
		value_set_whole(to, value_whole(from, value), value);
}

static int compare_numbers(enum type a_type, const struct value *a, enum type b_type,
                           const struct value *b)
{
	if (a_type == TYPE_FLOAT || b_type == TYPE_FLOAT) {
		double x = value_double(a_type, a), y = value_double(b_type, b);

		return (x > y) - (x < y);
	}
	if (a_type == b_type && a_type == TYPE_UINT)
		return (a->u > b->u) - (a->u < b->u);
	return (value_whole(a_type, a) > value_whole(b_type, b)) -
	       (value_whole(a_type, a) < value_whole(b_type, b));
}

static int compare_texts(const struct texts *a, const struct texts *b)
{
	for (size_t n = 0; n < a->n && n < b->n; n++) {
		int r = text_compare(a->items[n], b->items[n]);

		if (r != 0)
			return r;
	}
	return (a->n > b->n) - (a->n < b->n);
}

static int compare_lists(const struct numbers *a, const struct numbers *b)
{
	for (size_t n = 0; n < a->n && n < b->n; n++)
		if (a->items[n] != b->items[n])
			return a->items[n] < b->items[n] ? -1 : 1;
	return (a->n > b->n) - (a->n < b->n);
}

int value_compare(const struct field *a_type, const struct value *a, const struct field *b_type,
                  const struct value *b)
{
	switch (field_type(a_type)) {
	case TYPE_UINT:
	case TYPE_INT:
	case TYPE_FLOAT:
		return compare_numbers(field_type(a_type), a, field_type(b_type), b);
	case TYPE_BOOL:
		return a->b - b->b;
	case TYPE_TEXT:
		return text_compare(a->text, b->text);
	case TYPE_LIST:
		if (a_type->kind == KIND_NUMBERS)
			return compare_lists(&a->numbers, &b->numbers);
		if (a_type->kind == KIND_TEXTS)
			return compare_texts(&a->texts, &b->texts);
		return (a->structs.n > b->structs.n) - (a->structs.n < b->structs.n);
	case TYPE_MAP:
		return (a->map.n > b->map.n) - (a->map.n < b->map.n);
	case TYPE_STRUCT:
		break;
	}
	return 0;
}
