/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as JSON: from a value to jansson's nodes, and their text. */
#include "write/json_value.h"

#include <errno.h>

#include "model/record.h"
#include "write/utf8.h"

static json_t *repaired_text(struct text text)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };

	if (utf8_add(&buffer, text) < 0)
		return NULL;
	return json_stringn_nocheck(buffer.text, buffer.length);
}

json_t *json_text(struct text text)
{
	if (utf8_length(text) < text.length)
		return repaired_text(text);
	return json_stringn_nocheck(text.length > 0 ? text.bytes : "", text.length);
}

static json_t *json_unsigned(uint64_t u)
{
	return u > INT64_MAX ? json_real((double)u) : json_integer((json_int_t)u);
}

/* Hands NODE to ARRAY; false where either could not be had. */
static bool add_item(json_t *array, json_t *node)
{
	return json_array_append_new(array, node) == 0;
}

static json_t *json_numbers(const struct numbers *numbers)
{
	json_t *array = json_array();

	for (size_t n = 0; n < numbers->n; n++)
		if (!add_item(array, json_unsigned(numbers->items[n]))) {
			json_decref(array);
			return NULL;
		}
	return array;
}

static json_t *json_texts(const struct texts *texts)
{
	json_t *array = json_array();

	for (size_t n = 0; n < texts->n; n++)
		if (!add_item(array, json_text(texts->items[n]))) {
			json_decref(array);
			return NULL;
		}
	return array;
}

/* Names that are the same once they are valid UTF-8 are one key: the last one counts. */
static json_t *json_map(const struct map *map)
{
	json_t *object = json_object();

	for (size_t n = 0; n < map->n; n++) {
		json_t *name = json_text(map->items[n].name);
		json_t *value = name ? json_text(map->items[n].value) : NULL;
		int r = name ? json_object_setn_new_nocheck(object, json_string_value(name),
		                                            json_string_length(name), value)
		             : -1;

		json_decref(name);
		if (r < 0) {
			json_decref(object);
			return NULL;
		}
	}
	return object;
}

typedef void value_of(const struct field *field, const void *record, struct value *ret);

/* The members of a struct, or of an item of a list. */
static json_t *json_members(const struct field *field, const void *record, value_of *get,
                            struct text denied)
{
	json_t *object = json_object();

	for (size_t n = 0; n < field->n_members; n++) {
		const struct field *member = &field->members[n];
		struct value value;

		get(member, record, &value);
		if (json_object_set_new_nocheck(object, member->name,
		                                json_value(member, &value, denied)) < 0) {
			json_decref(object);
			return NULL;
		}
	}
	return object;
}

static json_t *json_structs(const struct field *field, const struct structs *structs,
                            struct text denied)
{
	json_t *array = json_array();

	for (size_t n = 0; n < structs->n; n++) {
		const void *item = (const char *)structs->items + n * field->item_size;

		if (!add_item(array, json_members(field, item, field_item_value, denied))) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *json_list(const struct field *field, const struct value *value, struct text denied)
{
	if (field->kind == KIND_NUMBERS)
		return json_numbers(&value->numbers);
	if (field->kind == KIND_TEXTS)
		return json_texts(&value->texts);
	return json_structs(field, &value->structs, denied);
}

json_t *json_value(const struct field *field, const struct value *value, struct text denied)
{
	if (value->is == DENIED && denied.bytes)
		return json_text(denied);
	if (value->is != PRESENT)
		return json_null();

	switch (field_type(field)) {
	case TYPE_UINT:
		return json_unsigned(value->u);
	case TYPE_INT:
		return json_integer(value->i);
	case TYPE_FLOAT:
		return json_real(value->f);
	case TYPE_BOOL:
		return json_boolean(value->b);
	case TYPE_TEXT:
		return json_text(value->text);
	case TYPE_LIST:
		return json_list(field, value, denied);
	case TYPE_STRUCT:
		return json_members(field, value->record, record_value, denied);
	case TYPE_MAP:
		return json_map(&value->map);
	}
	return NULL;
}

struct text_on_its_way {
	struct buffer *buffer;
	int error;
};

/* The error is kept too: of keys, jansson (2.14) does not heed what this returns. */
static int append_bytes(const char *bytes, size_t length, void *arg)
{
	struct text_on_its_way *way = arg;

	if (way->error == 0)
		way->error =
			buffer_add(way->buffer, (struct text){ .bytes = bytes, .length = length });
	return way->error;
}

static bool has_large_real(const json_t *node)
{
	const char *name;
	json_t *member;
	size_t n;

	switch (json_typeof(node)) {
	case JSON_REAL:
		return json_real_value(node) > (double)INT64_MAX;
	case JSON_ARRAY:
		json_array_foreach(node, n, member) if (has_large_real(member)) return true;
		return false;
	case JSON_OBJECT:
		json_object_foreach((json_t *)node, name,
		                    member) if (has_large_real(member)) return true;
		return false;
	default:
		return false;
	}
}

static int dump(const json_t *node, struct buffer *buffer, size_t flags)
{
	struct text_on_its_way way = { .buffer = buffer };

	return json_dump_callback(node, append_bytes, &way, flags) < 0 ? -ENOMEM : way.error;
}

int json_append(const json_t *node, struct buffer *buffer)
{
	return dump(node, buffer,
	            JSON_COMPACT | JSON_ENCODE_ANY |
	                    JSON_REAL_PRECISION(has_large_real(node) ? 17 : 15));
}

int json_append_indented(const json_t *node, struct buffer *buffer)
{
	return dump(node, buffer, JSON_INDENT(2));
}
