/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON encoder: escapes, numbers, nesting. */
#include "write/json_encode.h"

#include <errno.h>
#include <math.h>

#include "base/decimal.h"
#include "base/hash.h"
#include "model/record.h"
#include "write/utf8.h"

/* The number of bytes that need no escape: ASCII without controls, quotes and backslashes. */
static size_t plain_length(struct text text)
{
	size_t n = 0;

	for (; n < text.length; n++) {
		unsigned char c = (unsigned char)text.bytes[n];

		if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\')
			break;
	}
	return n;
}

/* \u and four digits; for a character above U+FFFF, two of them, a UTF-16 surrogate pair. */
static int add_escape(struct buffer *buffer, uint32_t point)
{
	if (point > 0xffff)
		return buffer_add_format(buffer, "\\u%04x\\u%04x",
		                         0xd800 + ((point - 0x10000) >> 10),
		                         0xdc00 + (point & 0x3ff));
	return buffer_add_format(buffer, "\\u%04x", point);
}

static int add_ascii(struct buffer *buffer, char c)
{
	static const char escaped[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
	const char *found = c != '\0' ? strchr(escaped, c) : NULL;

	if (!found)
		return add_escape(buffer, (unsigned char)c);
	return buffer_add(buffer,
	                  (struct text){ .bytes = (const char[]){ '\\', letters[found - escaped] },
	                                 .length = 2 });
}

/* Appends the next character of *text, which plain_length() did not include, and eats it. */
static int add_special(struct buffer *buffer, struct text *text, struct json_manner manner)
{
	uint32_t point;
	size_t length = text_decode(*text, &point);
	struct text character = { .bytes = text->bytes, .length = MAX(length, 1u) };

	*text = text_skip(*text, character.length);
	if (length == 0)
		return buffer_add(buffer, manner.keeps_bytes ? character : UTF8_REPLACEMENT);
	if (length == 1)
		return add_ascii(buffer, character.bytes[0]);
	return utf8_is_hidden(point) ? add_escape(buffer, point) : buffer_add(buffer, character);
}

static int add_text(struct buffer *buffer, struct text text, struct json_manner manner)
{
	int r = buffer_add_byte(buffer, '"');

	while (r == 0) {
		size_t plain = plain_length(text);

		r = buffer_add(buffer, (struct text){ .bytes = text.bytes, .length = plain });
		if (plain == text.length)
			break;
		text = text_skip(text, plain);
		if (r == 0)
			r = add_special(buffer, &text, manner);
	}
	return r < 0 ? r : buffer_add_byte(buffer, '"');
}

int json_add_text(struct buffer *buffer, struct text text)
{
	return add_text(buffer, text, (struct json_manner){ .keeps_bytes = false });
}

/* A float always has a point or an exponent, as in Python. JSON has no infinity and no NaN. */
static int add_float(struct buffer *buffer, double number)
{
	size_t start = buffer->length;
	int r;

	if (!isfinite(number))
		return buffer_add(buffer, TEXT("null"));
	r = decimal_add_double(buffer, number);
	for (size_t n = start; r == 0 && n < buffer->length; n++)
		if (buffer->text[n] == '.' || buffer->text[n] == 'e')
			return 0;
	return r < 0 ? r : buffer_add(buffer, TEXT(".0"));
}

/* Appends the comma before item N of a list or an object, unless N is 0. */
static int add_comma(struct buffer *buffer, size_t n)
{
	return n > 0 ? buffer_add_byte(buffer, ',') : 0;
}

static int add_numbers(struct buffer *buffer, const struct numbers *numbers)
{
	int r = buffer_add_byte(buffer, '[');

	for (size_t n = 0; n < numbers->n && r == 0; n++) {
		r = add_comma(buffer, n);
		if (r == 0)
			r = decimal_add_u64(buffer, numbers->items[n]);
	}
	return r < 0 ? r : buffer_add_byte(buffer, ']');
}

static int add_texts(struct buffer *buffer, const struct texts *texts, struct json_manner manner)
{
	int r = buffer_add_byte(buffer, '[');

	for (size_t n = 0; n < texts->n && r == 0; n++) {
		r = add_comma(buffer, n);
		if (r == 0)
			r = add_text(buffer, texts->items[n], manner);
	}
	return r < 0 ? r : buffer_add_byte(buffer, ']');
}

static int add_key(struct buffer *buffer, struct text name, struct json_manner manner)
{
	int r = add_text(buffer, name, manner);

	return r < 0 ? r : buffer_add_byte(buffer, ':');
}

typedef void value_of(const struct field *field, const void *record, struct value *ret);

/* The members of a struct, or of an item of a list. */
static int add_members(struct buffer *buffer, const struct field *field, const void *record,
                       value_of *get, struct json_manner manner)
{
	int r = buffer_add_byte(buffer, '{');

	for (size_t n = 0; n < field->n_members && r == 0; n++) {
		const struct field *member = &field->members[n];
		struct value value;

		get(member, record, &value);
		r = add_comma(buffer, n);
		if (r == 0)
			r = add_key(buffer, text_of(member->name), manner);
		if (r == 0)
			r = json_add_value(buffer, member, &value, manner);
	}
	return r < 0 ? r : buffer_add_byte(buffer, '}');
}

static int add_structs(struct buffer *buffer, const struct field *field,
                       const struct structs *structs, struct json_manner manner)
{
	int r = buffer_add_byte(buffer, '[');

	for (size_t n = 0; n < structs->n && r == 0; n++) {
		const void *item = (const char *)structs->items + n * field->item_size;

		r = add_comma(buffer, n);
		if (r == 0)
			r = add_members(buffer, field, item, field_item_value, manner);
	}
	return r < 0 ? r : buffer_add_byte(buffer, ']');
}

static int add_list(struct buffer *buffer, const struct field *field, const struct value *value,
                    struct json_manner manner)
{
	if (field->kind == KIND_NUMBERS)
		return add_numbers(buffer, &value->numbers);
	if (field->kind == KIND_TEXTS)
		return add_texts(buffer, &value->texts, manner);
	return add_structs(buffer, field, &value->structs, manner);
}

/* The hash of a name as it will be printed: invalid UTF-8 is replaced before. */
static int hash_name(struct text name, struct json_manner manner, struct buffer *scratch,
                     uint64_t *ret)
{
	int r;

	scratch->length = 0;
	r = manner.keeps_bytes ? buffer_add(scratch, name) : utf8_add(scratch, name);
	if (r == 0)
		*ret = hash_text(buffer_text(scratch));
	return r;
}

/* Maps the hash of each name to the index of the last pair that has the name. */
static int find_last(const struct map *map, struct json_manner manner, struct buffer *scratch,
                     struct hash *ret)
{
	uint64_t key = 0;
	int r = 0;

	for (size_t n = 0; n < map->n && r == 0; n++) {
		r = hash_name(map->items[n].name, manner, scratch, &key);
		if (r == 0)
			r = hash_put(ret, key, n);
	}
	return r;
}

/* Names that print alike are one key: at the place of the first, with the value of the last. */
static int add_map(struct buffer *buffer, const struct map *map, struct json_manner manner)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_hash_ struct hash last = { 0 };
	uint64_t key = 0, pair = 0;
	size_t n_added = 0;
	int r = find_last(map, manner, &scratch, &last);

	if (r == 0)
		r = buffer_add_byte(buffer, '{');
	for (size_t n = 0; n < map->n && r == 0; n++) {
		r = hash_name(map->items[n].name, manner, &scratch, &key);
		if (r < 0 || !hash_get(&last, key, &pair) || pair == UINT64_MAX)
			continue;
		r = add_comma(buffer, n_added++);
		if (r == 0)
			r = add_key(buffer, map->items[n].name, manner);
		if (r == 0)
			r = add_text(buffer, map->items[pair].value, manner);
		if (r == 0)
			r = hash_put(&last, key, UINT64_MAX);
	}
	return r < 0 ? r : buffer_add_byte(buffer, '}');
}

int json_add_value(struct buffer *buffer, const struct field *field, const struct value *value,
                   struct json_manner manner)
{
	if (value->is == DENIED && manner.denied.bytes)
		return add_text(buffer, manner.denied, manner);
	if (value->is != PRESENT)
		return buffer_add(buffer, TEXT("null"));

	switch (field_type(field)) {
	case TYPE_UINT:
		return decimal_add_u64(buffer, value->u);
	case TYPE_INT:
		return decimal_add_i64(buffer, value->i);
	case TYPE_FLOAT:
		return add_float(buffer, value->f);
	case TYPE_BOOL:
		return buffer_add(buffer, value->b ? TEXT("true") : TEXT("false"));
	case TYPE_TEXT:
		return add_text(buffer, value->text, manner);
	case TYPE_LIST:
		return add_list(buffer, field, value, manner);
	case TYPE_STRUCT:
		return add_members(buffer, field, value->record, record_value, manner);
	case TYPE_MAP:
		return add_map(buffer, &value->map, manner);
	}
	return -EINVAL;
}
