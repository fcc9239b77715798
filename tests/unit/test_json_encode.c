/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the encoder writes, jansson reads back as the value that it was. */
#include "write/json_encode.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>

#include "hostile.h"
#include "model/record.h"
#include "random.h"

enum { MOST_ITEMS = 6 };

struct item {
	int64_t number;
	struct text text;
};

struct sample {
	struct record record;
	uint64_t u;
	int64_t i;
	double f;
	bool b;
	struct text text;
	struct opt_u64 maybe;
	struct numbers numbers;
	struct texts texts;
	struct structs structs;
	struct map map;
};

static const struct field item_fields[] = {
	FIELD(struct item, number, .name = "number"),
	FIELD(struct item, text, .name = "te\"xt"),
};

static const struct field member_fields[] = {
	FIELD(struct sample, u, .name = "u"),
	FIELD(struct sample, maybe, .name = "maybe"),
};

static const struct field fields[] = {
	FIELD(struct sample, u, .name = "u"),
	FIELD(struct sample, i, .name = "i"),
	FIELD(struct sample, f, .name = "f"),
	FIELD(struct sample, b, .name = "b"),
	FIELD(struct sample, text, .name = "text"),
	FIELD(struct sample, maybe, .name = "maybe"),
	FIELD(struct sample, numbers, .name = "numbers"),
	FIELD(struct sample, texts, .name = "texts"),
	STRUCTS(struct sample, structs, struct item, item_fields, .name = "structs"),
	FIELD(struct sample, map, .name = "map"),
	STRUCT(member_fields, .name = "struct"),
};

/* The text as JSON must hold it; what is UTF-8, jansson decides. */
static json_t *expected_text(struct text text)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };
	size_t n = 0;

	while (n < text.length) {
		size_t length = 1;
		json_t *valid = NULL;

		for (; !valid && length <= 4 && n + length <= text.length; length++)
			valid = json_stringn(text.bytes + n, length);
		assert_int_equal(buffer_add(&buffer, valid ? TEXT("") : TEXT("\xef\xbf\xbd")), 0);
		if (valid)
			buffer_add(&buffer, (struct text){ .bytes = json_string_value(valid),
			                                   .length = json_string_length(valid) });
		n += valid ? json_string_length(valid) : 1;
		json_decref(valid);
	}
	return json_stringn(buffer.text ? buffer.text : "", buffer.length);
}

static json_t *expected_list(const struct field *field, const struct value *value)
{
	json_t *list = json_array();

	for (size_t n = 0; field->kind == KIND_NUMBERS && n < value->numbers.n; n++)
		json_array_append_new(list, json_integer((json_int_t)value->numbers.items[n]));
	for (size_t n = 0; field->kind == KIND_TEXTS && n < value->texts.n; n++)
		json_array_append_new(list, expected_text(value->texts.items[n]));
	for (size_t n = 0; field->kind == KIND_STRUCTS && n < value->structs.n; n++) {
		const struct item *item = (const struct item *)value->structs.items + n;

		json_array_append_new(list,
		                      json_pack("{s:I, s:o}", "number", (json_int_t)item->number,
		                                "te\"xt", expected_text(item->text)));
	}
	return list;
}

static json_t *expected_map(const struct map *map)
{
	json_t *object = json_object();

	for (size_t n = 0; n < map->n; n++) {
		json_t *name = expected_text(map->items[n].name);

		json_object_setn_new(object, json_string_value(name), json_string_length(name),
		                     expected_text(map->items[n].value));
		json_decref(name);
	}
	return object;
}

static json_t *expected(const struct field *field, const struct value *value)
{
	const struct sample *sample = value->record;

	if (value->is != PRESENT)
		return json_null();
	switch (field_type(field)) {
	case TYPE_UINT:
		return json_integer((json_int_t)value->u);
	case TYPE_INT:
		return json_integer(value->i);
	case TYPE_FLOAT:
		return isfinite(value->f) ? json_real(value->f) : json_null();
	case TYPE_BOOL:
		return json_boolean(value->b);
	case TYPE_TEXT:
		return expected_text(value->text);
	case TYPE_LIST:
		return expected_list(field, value);
	case TYPE_MAP:
		return expected_map(&value->map);
	case TYPE_STRUCT:
		return json_pack("{s:I, s:o}", "u", (json_int_t)sample->u, "maybe",
		                 sample->maybe.is == PRESENT
		                         ? json_integer((json_int_t)sample->maybe.v)
		                         : json_null());
	}
	return NULL;
}

static bool is_shown(unsigned char c)
{
	return c >= 0x20 && c != 0x7f;
}

static void check(const struct field *field, const struct sample *sample)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };
	struct value value;
	json_t *theirs, *ours;

	record_value(field, sample, &value);
	assert_int_equal(json_add_value(&buffer, field, &value, (struct json_manner){ 0 }), 0);
	ours = json_loadb(buffer.text, buffer.length,
	                  JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
	theirs = expected(field, &value);
	assert_non_null(theirs);
	if (!ours || !json_equal(ours, theirs))
		fail_msg("%s: %.*s", field->name, (int)buffer.length, buffer.text);
	for (size_t n = 0; n < buffer.length; n++)
		assert_true(is_shown((unsigned char)buffer.text[n]));
	json_decref(ours);
	json_decref(theirs);
}

/* jansson has no names with a NUL. */
static struct text name_of(struct text text)
{
	const char *nul = text.length > 0 ? memchr(text.bytes, '\0', text.length) : NULL;

	return (struct text){ .bytes = text.bytes,
		              .length = nul ? (size_t)(nul - text.bytes) : text.length };
}

static void random_values_read_back(void **state _unused_)
{
	for (size_t round = 0; round < 3000; round++) {
		char bytes[4 * MOST_ITEMS][RANDOM_TEXT];
		struct text texts[4 * MOST_ITEMS];
		uint64_t numbers[MOST_ITEMS], bits = random_u64();
		struct item items[MOST_ITEMS];
		struct pair pairs[MOST_ITEMS];
		struct sample sample = { .u = random_number() >> 1, .b = round % 2 };

		for (size_t n = 0; n < ARRAY_SIZE(texts); n++)
			texts[n] = random_text(bytes[n]);
		for (size_t n = 0; n < MOST_ITEMS; n++) {
			numbers[n] = random_number() >> 1;
			items[n] = (struct item){ (int64_t)random_number(), texts[n] };
			pairs[n] = (struct pair){ name_of(texts[MOST_ITEMS + random_below(4)]),
				                  texts[n] };
		}
		memcpy(&sample.f, &bits, sizeof(bits));
		sample.i = (int64_t)random_number();
		sample.text = texts[0];
		sample.maybe = (struct opt_u64){ random_below(9), (enum presence)random_below(5) };
		sample.numbers = (struct numbers){ numbers, random_below(MOST_ITEMS), PRESENT };
		sample.texts = (struct texts){ texts, random_below(MOST_ITEMS), PRESENT };
		sample.structs = (struct structs){ items, random_below(MOST_ITEMS), PRESENT };
		sample.map = (struct map){ pairs, random_below(MOST_ITEMS), PRESENT };
		for (size_t n = 0; n < ARRAY_SIZE(fields); n++)
			check(&fields[n], &sample);
	}
}

static void expect_text(struct text text, const char *json)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };

	assert_int_equal(json_add_text(&buffer, text), 0);
	assert_int_equal(buffer_add_byte(&buffer, '\0'), 0);
	assert_string_equal(buffer.text, json);
}

static void what_does_not_show_is_escaped(void **state _unused_)
{
	expect_text(TEXT("a\"\\\b\f\n\r\t\x1b\0z"), "\"a\\\"\\\\\\b\\f\\n\\r\\t\\u001b\\u0000z\"");
	expect_text(TEXT("\x7f\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0"),
	            "\"\\u007f\\u0080\\u009b\\u009f\xc2\xa0\"");
	expect_text(TEXT("\xe2\x80\x8b\xe2\x80\xae\xe2\x81\xa6\xef\xbb\xbf\xd8\x9c\xc2\xad"),
	            "\"\\u200b\\u202e\\u2066\\ufeff\\u061c\\u00ad\"");
	expect_text(TEXT("\xe2\x80\x90\xe2\x80\xa9\xf3\xa0\x81\x81"),
	            "\"\xe2\x80\x90\\u2029\\udb40\\udc41\"");
	expect_text(TEXT("/ü漢😀"), "\"/ü漢😀\"");
	expect_text(TEXT("\xff\xc0\xaf\xe2\x80"),
	            "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
	expect_text((struct text){ 0 }, "\"\"");
}

static void expect_number(struct value value, const struct field *field, const char *json)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };

	value.is = PRESENT;
	assert_int_equal(json_add_value(&buffer, field, &value, (struct json_manner){ 0 }), 0);
	assert_int_equal(buffer_add_byte(&buffer, '\0'), 0);
	assert_string_equal(buffer.text, json);
}

static void integers_are_exact_and_floats_have_a_point(void **state _unused_)
{
	expect_number((struct value){ .u = UINT64_MAX }, &fields[0], "18446744073709551615");
	expect_number((struct value){ .i = INT64_MIN }, &fields[1], "-9223372036854775808");
	expect_number((struct value){ .f = 2 }, &fields[2], "2.0");
	expect_number((struct value){ .f = 1e30 }, &fields[2], "1e+30");
	expect_number((struct value){ .f = -0.25 }, &fields[2], "-0.25");
	expect_number((struct value){ .f = INFINITY }, &fields[2], "null");
}

/* Each name is one key, also where repairing made two of them the same; it stands where the first
 * did. */
static void a_map_has_each_name_once(void **state _unused_)
{
	static const struct pair pairs[] = {
		{ TEXT("A"), TEXT("1") }, { TEXT("x\xff"), TEXT("1") },
		{ TEXT("B"), TEXT("2") }, { TEXT("x\xfe"), TEXT("3") },
		{ TEXT("A"), TEXT("4") },
	};
	struct value value = { .map = { pairs, ARRAY_SIZE(pairs), PRESENT } };

	expect_number(value, &fields[9], "{\"A\":\"4\",\"x\xef\xbf\xbd\":\"3\",\"B\":\"2\"}");
}

static void what_is_denied_may_have_a_text(void **state _unused_)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };

	assert_int_equal(json_add_value(&buffer, &fields[0], &(struct value){ .is = DENIED },
	                                (struct json_manner){ .denied = TEXT("n\"o") }),
	                 0);
	assert_int_equal(json_add_value(&buffer, &fields[0], &(struct value){ .is = ZOMBIE },
	                                (struct json_manner){ .denied = TEXT("no") }),
	                 0);
	assert_text(buffer_text(&buffer), "\"n\\\"o\"null");
}

/* In CSV, which need not be UTF-8; what are two names as bytes are two keys. */
static void bytes_may_be_kept(void **state _unused_)
{
	static const struct pair pairs[] = { { TEXT("x\xff"), TEXT("a\n\xfe\xc3\xa9") },
		                             { TEXT("x\xfe"), TEXT("") } };
	struct value value = { .is = PRESENT, .map = { pairs, ARRAY_SIZE(pairs), PRESENT } };
	_cleanup_buffer_ struct buffer buffer = { 0 };

	assert_int_equal(json_add_value(&buffer, &fields[9], &value,
	                                (struct json_manner){ .keeps_bytes = true }),
	                 0);
	assert_text(buffer_text(&buffer), "{\"x\xff\":\"a\\n\xfe\xc3\xa9\",\"x\xfe\":\"\"}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_values_read_back),
		cmocka_unit_test(what_does_not_show_is_escaped),
		cmocka_unit_test(integers_are_exact_and_floats_have_a_point),
		cmocka_unit_test(a_map_has_each_name_once),
		cmocka_unit_test(what_is_denied_may_have_a_text),
		cmocka_unit_test(bytes_may_be_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
