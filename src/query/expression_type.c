/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: types, and the conversion of constants to the type they are compared with. */
#include <errno.h>
#include <time.h>

#include "base/suggest.h"
#include "query/expression_node.h"

const struct field type_null = { .name = "null", .kind = KIND_TEXT };

const struct field *type_plain(enum kind kind)
{
	static const struct field types[] = {
		[KIND_TEXT] = { .kind = KIND_TEXT },
		[KIND_OPT_U64] = { .kind = KIND_OPT_U64 },
		[KIND_OPT_I64] = { .kind = KIND_OPT_I64 },
		[KIND_OPT_F64] = { .kind = KIND_OPT_F64 },
		[KIND_OPT_BOOL] = { .kind = KIND_OPT_BOOL },
		[KIND_NUMBERS] = { .kind = KIND_NUMBERS },
		[KIND_TEXTS] = { .kind = KIND_TEXTS },
	};

	return &types[kind];
}

struct field *type_copy(struct parser *parser, const struct field *type)
{
	struct field *copy = arena_alloc(&parser->pool->arena, sizeof(*copy));

	if (copy && type)
		*copy = *type;
	return copy;
}

int type_make(struct parser *parser, enum kind kind, enum unit unit, const struct field **ret)
{
	struct field *type;

	if (unit == UNIT_NONE) {
		*ret = type_plain(kind);
		return 0;
	}
	type = type_copy(parser, type_plain(kind));
	if (!type)
		return -ENOMEM;
	type->unit = unit;
	*ret = type;
	return 0;
}

const struct field *expression_type(const struct expression *expression)
{
	return expression->type;
}

static enum shape shape_of(const struct field *type)
{
	if (type == &type_null)
		return SHAPE_NULL;
	switch (field_type(type)) {
	case TYPE_UINT:
	case TYPE_INT:
	case TYPE_FLOAT:
		return type->unit == UNIT_EPOCH ? SHAPE_TIME : SHAPE_NUMBER;
	case TYPE_BOOL:
		return SHAPE_BOOL;
	case TYPE_TEXT:
		return SHAPE_TEXT;
	case TYPE_LIST:
		return SHAPE_LIST;
	case TYPE_STRUCT:
		return SHAPE_STRUCT;
	case TYPE_MAP:
		break;
	}
	return SHAPE_MAP;
}

enum shape expression_shape(const struct expression *node)
{
	return node->kind == NODE_EACH ? SHAPE_LIST : shape_of(node->type);
}

enum shape type_item_shape(const struct expression *node)
{
	if (node->kind != NODE_EACH && node->type->kind == KIND_NUMBERS)
		return SHAPE_NUMBER;
	if (node->kind != NODE_EACH && node->type->kind == KIND_TEXTS)
		return SHAPE_TEXT;
	return shape_of(node->type);
}

const char *node_words(const struct expression *node)
{
	static const char *const words[] = {
		[SHAPE_NUMBER] = "a number", [SHAPE_TIME] = "a point in time",
		[SHAPE_TEXT] = "text",       [SHAPE_BOOL] = "true or false",
		[SHAPE_LIST] = "a list",     [SHAPE_STRUCT] = "a struct",
		[SHAPE_MAP] = "a map",       [SHAPE_NULL] = "null",
	};
	enum shape shape = expression_shape(node), items = type_item_shape(node);

	if (shape == SHAPE_LIST && items == SHAPE_TEXT)
		return "a list of text";
	if (shape == SHAPE_LIST && items == SHAPE_NUMBER)
		return "a list of numbers";
	return words[shape];
}

/* An unsigned and a signed number give a signed one, a float and any number a float. */
static enum kind wider(enum type a, enum type b)
{
	if (a == TYPE_FLOAT || b == TYPE_FLOAT)
		return KIND_OPT_F64;
	return a == TYPE_UINT && b == TYPE_UINT ? KIND_OPT_U64 : KIND_OPT_I64;
}

int type_unify(struct parser *parser, const struct expression *a, const struct expression *b,
               const struct field **ret)
{
	enum shape of_a = expression_shape(a), of_b = expression_shape(b);
	enum unit unit = a->type->unit ? a->type->unit : b->type->unit;

	if (of_a == SHAPE_NULL || of_b == SHAPE_NULL) {
		*ret = of_a == SHAPE_NULL ? b->type : a->type;
		return 0;
	}
	if (of_a != of_b || a->kind == NODE_EACH || b->kind == NODE_EACH)
		return -EINVAL;
	if (of_a == SHAPE_NUMBER || of_a == SHAPE_TIME)
		return type_make(parser, wider(field_type(a->type), field_type(b->type)), unit,
		                 ret);
	if (of_a == SHAPE_LIST
	            ? a->type->kind != b->type->kind || a->type->members != b->type->members
	            : of_a > SHAPE_LIST)
		return -EINVAL;
	*ret = of_a == SHAPE_TEXT && a->type->words != b->type->words ? type_plain(KIND_TEXT)
	                                                              : a->type;
	return 0;
}

enum unit type_quotient_unit(enum unit a, enum unit b)
{
	if (b == UNIT_SECONDS && a == UNIT_BYTES)
		return UNIT_BYTES_PER_SECOND;
	if (b == UNIT_SECONDS && a == UNIT_NONE)
		return UNIT_PER_SECOND;
	return b == UNIT_NONE ? a : UNIT_NONE;
}

int node_check_condition(struct parser *parser, const struct expression *node)
{
	enum shape shape = expression_shape(node);

	if (shape == SHAPE_BOOL || shape == SHAPE_NULL)
		return 0;
	return parser_refuse(parser, node->place,
	                     "'%.*s' is %s, not true or false: compare it (== != < <= > >= =~ in)",
	                     (int)node->place.length, node->place.bytes, node_words(node));
}

/* ---- constants ---- */

static int check_word(struct parser *parser, const struct expression *constant,
                      const struct field *type)
{
	struct suggestion suggestion = suggestion_for(constant->constant.text);
	size_t n = 0;
	int r;

	for (; type->words[n]; n++)
		if (text_equal(constant->constant.text, text_of(type->words[n])))
			return 0;
	r = suggestion_among(&suggestion, type->name ? type->name : "word", type->words, n,
	                     parser->why);
	return r < 0 ? r : parser_show(parser, constant->place);
}

/* A point in local time, such as "2026-11-24 03:12"; the seconds or the time may be left out. */
static bool parse_time(struct text text, double *ret)
{
	static const char *const formats[] = { "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S",
		                               "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d" };
	char string[32];

	if (text.length >= sizeof(string))
		return false;
	memcpy(string, text.bytes, text.length);
	string[text.length] = '\0';
	for (size_t n = 0; n < ARRAY_SIZE(formats); n++) {
		struct tm tm = { .tm_isdst = -1 }, asked;
		const char *end = strptime(string, formats[n], &tm);

		if (!end || *end)
			continue;
		asked = tm;
		*ret = (double)mktime(&tm);
		return tm.tm_mday == asked.tm_mday; /* mktime(3) makes 2 March of 30 February */
	}
	return false;
}

static int become_time(struct parser *parser, struct expression *constant)
{
	struct text text = constant->constant.text;
	double time;
	int r;

	if (!parse_time(text, &time))
		return parser_refuse(parser, constant->place,
		                     "'%.*s' is not a point in time, such as \"2026-11-24 03:12\"",
		                     (int)text.length, text.bytes);
	r = type_make(parser, KIND_OPT_F64, UNIT_EPOCH, &constant->type);
	constant->constant = (struct value){ .is = PRESENT, .f = time };
	return r;
}

/* Converts a duration, which is in seconds, to the unit of the column that it is compared with. */
static int become_fraction(struct parser *parser, struct expression *constant, enum unit unit)
{
	double seconds = constant->type->kind == KIND_OPT_U64 ? (double)constant->constant.u
	                                                      : constant->constant.f;
	double factor = unit == UNIT_MILLISECONDS ? 1e3 : 1e6;

	constant->constant = (struct value){ .is = PRESENT, .f = seconds * factor };
	return type_make(parser, KIND_OPT_F64, unit, &constant->type);
}

int node_adapt(struct parser *parser, struct expression *constant, const struct expression *other)
{
	enum shape shape = expression_shape(constant);
	enum unit unit = other->type->unit;

	if (constant->kind != NODE_CONSTANT || constant->constant.is != PRESENT)
		return 0;
	if (shape == SHAPE_TEXT && other->type->words)
		return check_word(parser, constant, other->type);
	if (shape == SHAPE_TEXT && expression_shape(other) == SHAPE_TIME)
		return become_time(parser, constant);
	if (shape == SHAPE_NUMBER && constant->type->unit == UNIT_SECONDS &&
	    (unit == UNIT_MILLISECONDS || unit == UNIT_MICROSECONDS))
		return become_fraction(parser, constant, unit);
	return 0;
}

static bool is_duration(enum unit unit)
{
	return unit == UNIT_SECONDS || unit == UNIT_MILLISECONDS || unit == UNIT_MICROSECONDS ||
	       unit == UNIT_TICKS;
}

/* A size may also be a large count (K, M), a speed or a rate. */
static bool can_measure(enum unit constant, enum unit other)
{
	if (constant == other || constant == UNIT_NONE || other == UNIT_NONE)
		return true;
	if (constant == UNIT_SECONDS)
		return is_duration(other);
	if (constant == UNIT_PERCENT)
		return false;
	return constant != UNIT_BYTES ||
	       !(is_duration(other) || other == UNIT_PERCENT || other == UNIT_EPOCH);
}

int node_check_unit(struct parser *parser, const struct expression *constant,
                    const struct expression *other)
{
	enum unit unit = constant->type->unit;
	bool is_time = other->type->unit == UNIT_EPOCH;

	if (constant->kind != NODE_CONSTANT || can_measure(unit, other->type->unit))
		return 0;
	return parser_refuse(parser, constant->place, "'%.*s' is %s%s, but '%.*s' is a %s",
	                     (int)other->place.length, other->place.bytes,
	                     is_time ? "a point in time" : "in ",
	                     is_time ? "" : unit_word(other->type->unit),
	                     (int)constant->place.length, constant->place.bytes,
	                     unit == UNIT_BYTES     ? "size"
	                     : unit == UNIT_SECONDS ? "duration"
	                                            : "percentage");
}
