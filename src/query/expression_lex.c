/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: from bytes to tokens. */
#include <errno.h>
#include <math.h>

#include "base/number.h"
#include "query/expression_node.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word_byte(char c)
{
	return is_letter(c) || is_digit(c);
}

/* The byte at index N; '\0' behind the end. */
static char peek(struct text text, size_t n)
{
	return n < text.length ? text.bytes[n] : '\0';
}

void parser_skip_blanks(struct parser *parser)
{
	while (parser->rest.length > 0 && memchr(" \t\n", parser->rest.bytes[0], 3))
		parser->rest = text_skip(parser->rest, 1);
}

bool parser_eat(struct parser *parser, const char *mark)
{
	parser_skip_blanks(parser);
	return text_eat(&parser->rest, text_of(mark));
}

bool parser_eat_word(struct parser *parser, const char *word)
{
	parser_skip_blanks(parser);
	if (!text_equal(parser_peek_name(parser), text_of(word)))
		return false;
	parser->rest = text_skip(parser->rest, strlen(word));
	return true;
}

struct text parser_peek_name(const struct parser *parser)
{
	struct text name = { .bytes = parser->rest.bytes };
	bool has_percent = peek(parser->rest, 0) == '%'; /* ps(1) has %cpu and %mem */

	if (!is_letter(peek(parser->rest, has_percent)))
		return name;
	name.length = has_percent;
	while (is_word_byte(peek(parser->rest, name.length)) ||
	       (peek(parser->rest, name.length) == '.' &&
	        is_word_byte(peek(parser->rest, name.length + 1))))
		name.length++;
	return name;
}

int parser_quoted(struct parser *parser, struct text *ret)
{
	char quote = parser->rest.bytes[0];
	char *copy = arena_alloc(&parser->pool->arena, parser->rest.length);
	struct text rest = text_skip(parser->rest, 1);
	size_t length = 0;

	if (!copy)
		return -ENOMEM;
	/* a backslash escapes a quote, and in text, but not in /.../, another backslash */
	for (; rest.length > 0 && rest.bytes[0] != quote; rest = text_skip(rest, 1)) {
		char next = peek(rest, 1);

		if (rest.bytes[0] == '\\' && rest.length > 1 &&
		    (next == quote || (next == '\\' && quote != '/')))
			rest = text_skip(rest, 1);
		else if (rest.bytes[0] == '\\' && rest.length > 1 && next == '\\') {
			copy[length++] = '\\';
			rest = text_skip(rest, 1);
		}
		copy[length++] = rest.bytes[0];
	}
	if (rest.length == 0)
		return parser_refuse(parser, parser->rest, "the closing %c is missing", quote);
	parser->rest = text_skip(rest, 1);
	*ret = (struct text){ .bytes = copy, .length = length };
	return 0;
}

/* ---- numbers ---- */

/* The unit that was written behind a number. */
struct measure {
	double factor; /* to bytes or seconds; 0: no unit has that name */
	enum unit unit;
};

static struct measure measure_of(struct text name)
{
	struct text size = name;

	if (number_duration_unit(name) > 0)
		return (struct measure){ number_duration_unit(name), UNIT_SECONDS };
	if (text_equal(name, TEXT("w")))
		return (struct measure){ 7 * 86400, UNIT_SECONDS };
	if (text_equal(name, TEXT("B")))
		return (struct measure){ 1, UNIT_BYTES };
	if (text_ends(name, TEXT("iB")))
		size.length -= 2;
	else if (text_ends(name, TEXT("B")))
		size.length--;
	return (struct measure){ number_size_unit(size), UNIT_BYTES };
}

static size_t count_digits(struct text text)
{
	size_t n = 0;

	while (is_digit(peek(text, n)))
		n++;
	return n;
}

/* The length of a number without its sign: 12, 1.5, .5, 2e9. */
static size_t length_of_number(struct text text)
{
	size_t n = count_digits(text), sign;

	if (peek(text, n) == '.' && is_digit(peek(text, n + 1)))
		n += 1 + count_digits(text_skip(text, n + 1));
	if (peek(text, n) != 'e' && peek(text, n) != 'E')
		return n;
	sign = peek(text, n + 1) == '-' || peek(text, n + 1) == '+';
	if (is_digit(peek(text, n + 1 + sign)))
		n += 1 + sign + count_digits(text_skip(text, n + 1 + sign));
	return n;
}

/* Whether "%" behind a number is the unit: if an operand follows, "%" is the remainder operator. */
static bool is_percent(struct text rest)
{
	char next = peek(rest, 1);

	return peek(rest, 0) == '%' && !is_word_byte(next) && !strchr("(.\"'", next ? next : ' ');
}

/* One number with its unit. */
struct quantity {
	double number;
	uint64_t whole; /* the exact number, if is_whole */
	bool is_whole;
	enum unit unit;
};

static int eat_quantity(struct parser *parser, struct quantity *ret)
{
	struct text digits = parser->rest, unit;
	struct measure measure = { 1, UNIT_NONE };
	uint64_t factor;

	digits.length = length_of_number(digits);
	unit = text_skip(parser->rest, digits.length);
	for (unit.length = 0; is_letter(peek(parser->rest, digits.length + unit.length));)
		unit.length++;
	if (number_parse_double(digits, &ret->number) < 0)
		return parser_refuse(parser, digits, "'%.*s' is too large", (int)digits.length,
		                     digits.bytes);
	if (unit.length > 0)
		measure = measure_of(unit);
	if (measure.factor == 0)
		return parser_refuse(parser, unit,
		                     "unknown unit '%.*s' (K M G T P, ms s m h d w, %%)",
		                     (int)unit.length, unit.bytes);
	factor = (uint64_t)measure.factor;
	ret->is_whole = measure.factor >= 1 && number_parse_u64(digits, &ret->whole) == 0 &&
	                !__builtin_mul_overflow(ret->whole, factor, &ret->whole);
	ret->number *= measure.factor;
	ret->unit = measure.unit;
	parser->rest = text_skip(parser->rest, digits.length + unit.length);
	return isfinite(ret->number) ? 0 : parser_refuse(parser, digits, "too large");
}

/* A quantity, or several durations that are added: 1h30m. */
static int eat_quantities(struct parser *parser, struct quantity *ret)
{
	int r = eat_quantity(parser, ret);

	while (r == 0 && ret->unit == UNIT_SECONDS && is_digit(peek(parser->rest, 0))) {
		struct text place = parser->rest;
		struct quantity next = { 0 };

		r = eat_quantity(parser, &next);
		if (r < 0)
			return r;
		if (next.unit != UNIT_SECONDS)
			return parser_refuse(parser, place,
			                     "each part of a duration needs a unit: 1h30m");
		ret->is_whole = ret->is_whole && next.is_whole &&
		                !__builtin_add_overflow(ret->whole, next.whole, &ret->whole);
		ret->number += next.number;
	}
	if (r == 0 && ret->unit == UNIT_NONE && is_percent(parser->rest)) {
		parser->rest = text_skip(parser->rest, 1);
		ret->unit = UNIT_PERCENT;
	}
	return r;
}

/* The unit in "100 MB", which the blank separates from its number; empty if there is none. */
static struct text unit_behind(const struct parser *parser)
{
	struct parser after = *parser;
	struct text name;

	parser_skip_blanks(&after);
	name = parser_peek_name(&after);
	if (measure_of(name).factor == 0)
		name.length = 0;
	return name;
}

int parser_number(struct parser *parser, struct expression **ret)
{
	struct text place = parser->rest;
	struct quantity quantity;
	struct field *type;
	int r = eat_quantities(parser, &quantity);

	if (r < 0)
		return r;
	place.length -= parser->rest.length;
	if (is_word_byte(peek(parser->rest, 0)))
		return parser_refuse(
			parser, place,
			"a number and its unit cannot be followed by a letter or digit");
	if (unit_behind(parser).length > 0)
		return parser_refuse(parser, unit_behind(parser),
		                     "a unit must follow its number without a blank");
	r = node_new(parser, NODE_CONSTANT, place, ret);
	type = r == 0 ? type_copy(parser, NULL) : NULL;
	if (!type)
		return r < 0 ? r : -ENOMEM;
	type->kind = quantity.is_whole ? KIND_OPT_U64 : KIND_OPT_F64;
	type->unit = quantity.unit;
	(*ret)->type = type;
	(*ret)->constant.is = PRESENT;
	if (quantity.is_whole)
		(*ret)->constant.u = quantity.whole;
	else
		(*ret)->constant.f = quantity.number;
	return 0;
}
