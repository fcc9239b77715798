/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schema: the JSON Schema (2020-12) of what the JSON writer prints for some columns. */
#include "write/schema.h"

#include <errno.h>
#include <jansson.h>

#include "write/output.h"

static json_t *members_schema(const struct field *field, bool has_denied_text);

static json_t *list_schema(const struct field *field, bool has_denied_text)
{
	json_t *items = field->kind == KIND_NUMBERS
	                        ? json_pack("{s:s, s:i}", "type", "integer", "minimum", 0)
	                : field->kind == KIND_TEXTS ? json_pack("{s:s}", "type", "string")
	                                            : members_schema(field, has_denied_text);

	return json_pack("{s:s, s:o}", "type", "array", "items", items);
}

static json_t *words_schema(const char *const *words)
{
	json_t *list = json_array();

	for (; *words; words++)
		json_array_append_new(list, json_string(*words));
	return list;
}

static json_t *plain_schema(const struct field *field, bool has_denied_text)
{
	switch (field_type(field)) {
	case TYPE_UINT: /* above 2^63-1 it is printed as a real number without a fraction */
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
	json_t *any = json_pack("[o, {s:s}]", plain, "type", "null");
	json_t *schema;

	if (field->words)
		json_object_set_new(plain, "examples", words_schema(field->words));
	if (has_denied_text)
		json_array_append_new(any, json_pack("{s:s}", "type", "string"));
	schema = json_pack("{s:o, s:s}", "anyOf", any, "description", field->help);
	if (schema && unit_word(field->unit))
		json_object_set_new(schema, "unit", json_string(unit_word(field->unit)));
	return schema;
}

static json_t *object_schema(json_t *properties, json_t *required)
{
	return json_pack("{s:s, s:o, s:o, s:b}", "type", "object", "properties", properties,
	                 "required", required, "additionalProperties", 0);
}

static json_t *members_schema(const struct field *field, bool has_denied_text)
{
	json_t *properties = json_object(), *required = json_array();

	for (size_t n = 0; n < field->n_members; n++) {
		const struct field *member = &field->members[n];

		json_object_set_new(properties, member->name,
		                    value_schema(member, has_denied_text));
		json_array_append_new(required, json_string(member->name));
	}
	return object_schema(properties, required);
}

static json_t *row_schema(const struct output *output)
{
	json_t *properties = json_object(), *required = json_array();

	for (size_t n = 0; n < output->n_columns; n++) {
		const struct column *column = &output->columns[n];

		json_object_set_new(properties, column->name,
		                    value_schema(column->field, output->settings.denied.bytes));
		json_array_append_new(required, json_string(column->name));
	}
	if (output->settings.is_nested) {
		json_object_set_new(properties, "children",
		                    json_pack("{s:s, s:{s:s}}", "type", "array", "items", "$ref",
		                              "#/$defs/row"));
		json_array_append_new(required, json_string("children"));
	}
	return object_schema(properties, required);
}

static json_t *document_schema(const struct output *output)
{
	json_t *schema = output->settings.is_one_row ? json_pack("{s:s}", "$ref", "#/$defs/row")
	                                             : json_pack("{s:s, s:{s:s}}", "type", "array",
	                                                         "items", "$ref", "#/$defs/row");

	json_object_set_new(schema, "$schema",
	                    json_string("https://json-schema.org/draft/2020-12/schema"));
	json_object_set_new(schema, "$defs", json_pack("{s:o}", "row", row_schema(output)));
	return schema;
}

static int append(const char *bytes, size_t length, void *buffer)
{
	return buffer_add(buffer, (struct text){ .bytes = bytes, .length = length });
}

int schema_write(struct output *output)
{
	json_t *schema = document_schema(output);
	int r = schema ? json_dump_callback(schema, append, &output->buffer, JSON_INDENT(2)) : -1;

	json_decref(schema);
	if (r == 0)
		r = buffer_add_byte(&output->buffer, '\n');
	return r < 0 ? -ENOMEM : output_flush(output);
}
