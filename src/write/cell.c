/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells: values as text, for CSV, tables, metrics and templates. */
#include "write/cell.h"

#include <errno.h>
#include <stdio.h>

#include "base/array.h"
#include "base/cpulist.h"
#include "base/decimal.h"
#include "model/record.h"
#include "write/json_encode.h"
#include "write/locale.h"
#include "write/utf8.h"

int leaves_add(const char *name, const struct field *field, struct leaves *ret)
{
	struct leaf *leaf;

	if (field->kind == KIND_STRUCT) {
		for (size_t n = 0; n < field->n_members; n++) {
			char member[sizeof(leaf->name)];
			int r;

			snprintf(member, sizeof(member), "%s.%s", name, field->members[n].name);
			r = leaves_add(member, &field->members[n], ret);
			if (r < 0)
				return r;
		}
		return 0;
	}
	if (array_grow(&ret->items, ret->n, &ret->size, sizeof(*ret->items)) < 0)
		return -ENOMEM;
	leaf = &ret->items[ret->n++];
	snprintf(leaf->name, sizeof(leaf->name), "%s", name);
	leaf->field = field;
	return 0;
}

int leaves_walk(const struct field *field, const struct value *value,
                int (*with)(void *arg, const struct field *field, const struct value *value),
                void *arg)
{
	if (field->kind != KIND_STRUCT)
		return with(arg, field, value);
	for (size_t n = 0; n < field->n_members; n++) {
		struct value member = { .is = value->is };
		int r;

		if (value->is == PRESENT)
			record_value(&field->members[n], value->record, &member);
		r = leaves_walk(&field->members[n], &member, with, arg);
		if (r < 0)
			return r;
	}
	return 0;
}

static int add_bytes_escaped(struct buffer *buffer, struct text text)
{
	int r = 0;

	for (size_t n = 0; n < text.length && r == 0; n++)
		r = buffer_add_format(buffer, "\\x%02x", (unsigned char)text.bytes[n]);
	return r;
}

int cell_text(struct buffer *buffer, struct text text)
{
	int r = 0;

	while (text.length > 0 && r == 0) {
		uint32_t point = 0;
		size_t length = text_decode(text, &point);
		struct text character = { .bytes = text.bytes, .length = MAX(length, 1u) };

		text = text_skip(text, character.length);
		if (length == 0 || utf8_is_control(point))
			r = add_bytes_escaped(buffer, character);
		else if (utf8_is_hidden(point))
			r = buffer_add_format(buffer, point > 0xffff ? "\\U%08x" : "\\u%04x",
			                      point);
		else if (length > 1 && !locale_has(character))
			r = add_bytes_escaped(buffer, character);
		else
			r = buffer_add(buffer, character);
	}
	return r;
}

int cell_plain(struct buffer *buffer, const struct field *field, const struct value *value)
{
	switch (field_type(field)) {
	case TYPE_UINT:
		return decimal_add_u64(buffer, value->u);
	case TYPE_INT:
		return decimal_add_i64(buffer, value->i);
	case TYPE_FLOAT:
		return decimal_add_double(buffer, value->f);
	case TYPE_BOOL:
		return buffer_add(buffer, value->b ? TEXT("true") : TEXT("false"));
	case TYPE_TEXT:
		return buffer_add(buffer, value->text);
	default:
		return json_add_value(buffer, field, value,
		                      (struct json_manner){ .keeps_bytes = true });
	}
}

static int add_texts(struct buffer *buffer, const struct texts *texts)
{
	for (size_t n = 0; n < texts->n; n++) {
		int r = n > 0 ? buffer_add_byte(buffer, ' ') : 0;

		if (r == 0)
			r = cell_text(buffer, texts->items[n]);
		if (r < 0)
			return r;
	}
	return 0;
}

static int add_numbers(struct buffer *buffer, const struct field *field,
                       const struct numbers *numbers)
{
	if (field->unit == UNIT_CPUS)
		return cpulist_format(numbers->items, numbers->n, buffer);
	for (size_t n = 0; n < numbers->n; n++) {
		int r = buffer_add_format(buffer, n > 0 ? " %ju" : "%ju",
		                          (uintmax_t)numbers->items[n]);

		if (r < 0)
			return r;
	}
	return 0;
}

static const char *bool_word(const struct field *field, bool is_true)
{
	static const char *const yes_and_no[] = { "no", "yes" };

	return (field->booleans ? field->booleans : yes_and_no)[is_true];
}

int cell_human(struct buffer *buffer, const struct field *field, const struct value *value,
               struct human_style style)
{
	switch (field->kind) {
	case KIND_NUMBERS:
		return add_numbers(buffer, field, &value->numbers);
	case KIND_TEXTS:
		return add_texts(buffer, &value->texts);
	case KIND_STRUCTS:
		return buffer_add_format(buffer, "%zu", value->structs.n);
	case KIND_MAP:
		return buffer_add_format(buffer, "%zu", value->map.n);
	default:
		break;
	}
	if (field_type(field) == TYPE_TEXT)
		return cell_text(buffer, value->text);
	if (field_type(field) == TYPE_BOOL)
		return buffer_add(buffer, text_of(bool_word(field, value->b)));
	return human_add(buffer, field, value, style);
}
