/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schema: the JSON Schema (2020-12) of a document that the JSON writer prints. */
#include "write/schema.h"

#include <errno.h>
#include <jansson.h>

#include "write/output.h"

/*
 * Adds a member to OBJECT. Returns OBJECT; without memory, frees it and returns NULL. If OBJECT or
 * VALUE is NULL, so is the result: an error on any level makes the whole document NULL.
 */
static json_t *with(json_t *object, const char *name, json_t *value)
{
	if (json_object_set_new(object, name, value) == 0)
		return object;
	json_decref(object);
	return NULL;
}

/* Adds an item to ARRAY, with the same rules. */
static json_t *with_item(json_t *array, json_t *item)
{
	if (json_array_append_new(array, item) == 0)
		return array;
	json_decref(array);
	return NULL;
}

static json_t *members_schema(const struct field *field, bool has_denied_text);

static json_t *list_schema(const struct field *field, bool has_denied_text)
{
	json_t *items = field->kind == KIND_NUMBERS
	                        ? json_pack("{s:s, s:i}", "type", "integer", "minimum", 0)
	                : field->kind == KIND_TEXTS ? json_pack("{s:s}", "type", "string")
	                                            : members_schema(field, has_denied_text);

	return with(json_pack("{s:s}", "type", "array"), "items", items);
}

static json_t *words_schema(const char *const *words)
{
	json_t *list = json_array();

	for (; *words; words++)
		list = with_item(list, json_string(*words));
	return list;
}

static json_t *plain_schema(const struct field *field, bool has_denied_text)
{
	switch (field_type(field)) {
	case TYPE_UINT:
		return json_pack("{s:s, s:i}", "type", "integer", "minimum", 0);
	case TYPE_INT:
		return json_pack("{s:s}", "type", "integer");
	case TYPE_FLOAT:
		return json_pack("{s:s}", "type", "number");
	case TYPE_BOOL:
		return json_pack("{s:s}", "type", "boolean");
	case TYPE_TEXT:
		return json_pack("{s:s}", "type", "string");
	case TYPE_LIST:
		return list_schema(field, has_denied_text);
	case TYPE_STRUCT:
		return members_schema(field, has_denied_text);
	case TYPE_MAP:
		return json_pack("{s:s, s:{s:s}}", "type", "object", "additionalProperties", "type",
		                 "string");
	}
	return NULL;
}

/* Every value may be null; a denied one may be the text that stands for it. */
static json_t *value_schema(const struct field *field, bool has_denied_text)
{
	json_t *plain = plain_schema(field, has_denied_text);
	json_t *any = json_array(), *schema;

	if (field->words)
		plain = with(plain, "examples", words_schema(field->words));
	any = with_item(any, plain);
	any = with_item(any, json_pack("{s:s}", "type", "null"));
	if (has_denied_text)
		any = with_item(any, json_pack("{s:s}", "type", "string"));
	schema = with(json_object(), "anyOf", any);
	schema = with(schema, "description", json_string(field->help));
	if (unit_word(field->unit))
		schema = with(schema, "unit", json_string(unit_word(field->unit)));
	return schema;
}

static json_t *object_schema(json_t *properties, json_t *required)
{
	json_t *schema = json_pack("{s:s}", "type", "object");

	schema = with(schema, "properties", properties);
	schema = with(schema, "required", required);
	return with(schema, "additionalProperties", json_false());
}

static json_t *members_schema(const struct field *field, bool has_denied_text)
{
	json_t *properties = json_object(), *required = json_array();

	for (size_t n = 0; n < field->n_members; n++) {
		const struct field *member = &field->members[n];

		properties = with(properties, member->name, value_schema(member, has_denied_text));
		required = with_item(required, json_string(member->name));
	}
	return object_schema(properties, required);
}

static json_t *row_reference(void)
{
	return json_pack("{s:s}", "$ref", "#/$defs/row");
}

static json_t *rows_schema(void)
{
	return with(json_pack("{s:s}", "type", "array"), "items", row_reference());
}

static json_t *row_schema(const struct output *output)
{
	json_t *properties = json_object(), *required = json_array();

	for (size_t n = 0; n < output->n_columns; n++) {
		const struct column *column = &output->columns[n];

		properties = with(properties, column->name,
		                  value_schema(column->field, output->settings.denied.bytes));
		required = with_item(required, json_string(column->name));
	}
	if (output->settings.is_nested) {
		properties = with(properties, "children", rows_schema());
		required = with_item(required, json_string("children"));
	}
	return object_schema(properties, required);
}

static json_t *document_schema(const struct output *output)
{
	json_t *schema = output->settings.is_one_row ? row_reference() : rows_schema();

	schema = with(schema, "$schema",
	              json_string("https://json-schema.org/draft/2020-12/schema"));
	return with(schema, "$defs", with(json_object(), "row", row_schema(output)));
}

struct dump {
	struct buffer *buffer;
	int error;
};

/* Keeps the error: jansson 2.14 ignores the result of this function where it writes keys. */
static int append_bytes(const char *bytes, size_t length, void *arg)
{
	struct dump *dump = arg;

	if (dump->error == 0)
		dump->error =
			buffer_add(dump->buffer, (struct text){ .bytes = bytes, .length = length });
	return dump->error;
}

int schema_write(struct output *output)
{
	struct dump dump = { .buffer = &output->buffer };
	json_t *schema = document_schema(output);
	int r = json_dump_callback(schema, append_bytes, &dump, JSON_INDENT(2)) < 0 ? -ENOMEM
	                                                                            : dump.error;

	json_decref(schema);
	if (r == 0)
		r = buffer_add_byte(&output->buffer, '\n');
	return r < 0 ? r : output_flush(output);
}
