/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compare: conversion and order of values. */
#include "model/compare.h"

#include <errno.h>

double value_double(enum type type, const struct value *value)
{
	return type == TYPE_UINT  ? (double)value->u
	       : type == TYPE_INT ? (double)value->i
	                          : value->f;
}

struct whole value_whole(enum type type, const struct value *value)
{
	return type == TYPE_UINT ? whole_of_u64(value->u) : whole_of_i64(value->i);
}

void value_set_whole(enum type type, struct whole number, struct value *ret)
{
	bool fits = !number.is_lost;

	*ret = (struct value){ 0 };
	if (type == TYPE_FLOAT)
		ret->f = whole_to_double(number);
	else
		fits = type == TYPE_UINT ? whole_to_u64(number, &ret->u)
		                         : whole_to_i64(number, &ret->i);
	ret->is = fits ? PRESENT : ABSENT;
}

void value_set_double(enum type type, double number, struct value *ret)
{
	*ret = (struct value){ 0 };
	if (!__builtin_isfinite(number))
		return;
	if (type == TYPE_FLOAT)
		*ret = (struct value){ .is = PRESENT, .f = number };
	else
		value_set_whole(type, whole_of_double(number), ret);
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
	return whole_compare(value_whole(a_type, a), value_whole(b_type, b));
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

/* ---- identity and copies ---- */

static int add_number(struct buffer *ret, uint64_t number)
{
	return buffer_add(
		ret, (struct text){ .bytes = (const char *)&number, .length = sizeof(number) });
}

static int add_text(struct buffer *ret, struct text text)
{
	int r = add_number(ret, text.length);

	return r < 0 ? r : buffer_add(ret, text);
}

static int add_texts(struct buffer *ret, const struct texts *texts)
{
	int r = add_number(ret, texts->n);

	for (size_t n = 0; n < texts->n && r == 0; n++)
		r = add_text(ret, texts->items[n]);
	return r;
}

static int add_numbers(struct buffer *ret, const struct numbers *numbers)
{
	int r = add_number(ret, numbers->n);

	for (size_t n = 0; n < numbers->n && r == 0; n++)
		r = add_number(ret, numbers->items[n]);
	return r;
}

int value_add_identity(const struct field *type, const struct value *value, struct buffer *ret)
{
	struct value same = *value;
	int r = buffer_add_byte(ret, value->is == PRESENT);

	if (r < 0 || value->is != PRESENT)
		return r;
	switch (field_type(type)) {
	case TYPE_TEXT:
		return add_text(ret, value->text);
	case TYPE_LIST:
		return type->kind == KIND_TEXTS ? add_texts(ret, &value->texts)
		                                : add_numbers(ret, &value->numbers);
	case TYPE_BOOL:
		return buffer_add_byte(ret, value->b);
	case TYPE_FLOAT:
		same.f += 0.0; /* -0 is 0 */
		return add_number(ret, same.u);
	default:
		return add_number(ret, value->u);
	}
}

static int copy_texts(const struct texts *texts, struct arena *arena, struct texts *ret)
{
	struct text *items = arena_array(arena, texts->n, sizeof(*items));
	int r = items ? 0 : -ENOMEM;

	for (size_t n = 0; n < texts->n && r == 0; n++)
		r = arena_copy(arena, texts->items[n], &items[n]);
	ret->items = items;
	return r;
}

static int copy_numbers(const struct numbers *numbers, struct arena *arena, struct numbers *ret)
{
	uint64_t *items = arena_array(arena, numbers->n, sizeof(*items));

	if (!items)
		return -ENOMEM;
	if (numbers->n > 0)
		memcpy(items, numbers->items, numbers->n * sizeof(*items));
	ret->items = items;
	return 0;
}

int value_copy(const struct field *type, const struct value *value, struct arena *arena,
               struct value *ret)
{
	*ret = *value;
	if (value->is != PRESENT)
		return 0;
	if (field_type(type) == TYPE_TEXT)
		return arena_copy(arena, value->text, &ret->text);
	if (type->kind == KIND_TEXTS)
		return copy_texts(&value->texts, arena, &ret->texts);
	if (type->kind == KIND_NUMBERS)
		return copy_numbers(&value->numbers, arena, &ret->numbers);
	return 0;
}
