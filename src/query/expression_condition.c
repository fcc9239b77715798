/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: parsing comparisons, patterns and lists of values. */
#include <errno.h>

#include "query/expression_node.h"

static bool eat_comparison(struct parser *parser, enum comparison *ret)
{
	static const struct {
		const char *mark;
		enum comparison comparison;
	} marks[] = {
		/* a mark comes before its own prefixes */
		{ "==", IS },   { "!=", IS_NOT }, { "<=", AT_MOST }, { ">=", AT_LEAST },
		{ "<", BELOW }, { ">", ABOVE },   { "=", IS },
	};

	for (size_t n = 0; n < ARRAY_SIZE(marks); n++)
		if (parser_eat(parser, marks[n].mark)) {
			*ret = marks[n].comparison;
			return true;
		}
	return false;
}

/* The right side of a comparison; if the left side is text, also a word without quotes. */
static int parse_compared(struct parser *parser, struct expression *left, struct expression **ret)
{
	int r;

	*ret = NULL;
	parser_skip_blanks(parser);
	r = left->kind == NODE_WORD ? 0 : node_bare_word(parser, left, ret);
	if (r < 0 || *ret)
		return r;
	r = parser_sum(parser, ret);
	return r < 0 ? r : parser_refuse_word(parser, *ret);
}

/* Turns a word on the left into a constant if a column on the right is text. */
static int settle_left(struct parser *parser, struct expression *left,
                       const struct expression *right)
{
	if (left->kind != NODE_WORD)
		return 0;
	if (right->kind == NODE_CONSTANT || type_item_shape(right) != SHAPE_TEXT)
		return parser_refuse_word(parser, left);
	left->kind = NODE_CONSTANT;
	return 0;
}

static int finish_comparison(struct parser *parser, enum comparison comparison,
                             struct expression *left, struct expression **ret)
{
	struct expression *right;
	int r = parse_compared(parser, left, &right);

	if (r == 0)
		r = settle_left(parser, left, right);
	return r < 0 ? r : node_compare(parser, comparison, left, right, ret);
}

/* "text", 'text', /text/ or /text/i */
static int finish_match(struct parser *parser, bool is_negated, struct expression *left,
                        struct expression **ret)
{
	struct text place, pattern;
	bool ignores_case = false;
	int r = parser_refuse_word(parser, left);

	parser_skip_blanks(parser);
	place = parser->rest;
	if (r == 0 && (place.length == 0 || !memchr("\"'/", place.bytes[0], 3)))
		r = parser_expect(parser, "a regular expression, as \"text\" or /text/");
	if (r == 0)
		r = parser_quoted(parser, &pattern);
	if (r < 0)
		return r;
	if (place.bytes[0] == '/')
		ignores_case = text_eat(&parser->rest, TEXT("i"));
	place.length -= parser->rest.length;
	return node_match(parser, is_negated, left, pattern, ignores_case, place, ret);
}

static int finish_in(struct parser *parser, bool is_negated, struct expression *left,
                     struct expression **ret)
{
	struct expression *arguments[MOST_ARGUMENTS] = { left };
	size_t n = 1;
	int r = parser_refuse_word(parser, left);

	if (r == 0 && !parser_eat(parser, "("))
		r = parser_expect(parser, "'('");
	do {
		if (r == 0 && n == MOST_ARGUMENTS)
			r = parser_expect(parser, "a shorter list");
		if (r == 0)
			r = parse_compared(parser, left, &arguments[n++]);
	} while (r == 0 && parser_eat(parser, ","));
	if (r == 0 && !parser_eat(parser, ")"))
		r = parser_expect(parser, "',' or ')'");
	return r < 0 ? r : node_in(parser, is_negated, arguments, n, ret);
}

static bool eat_not_in(struct parser *parser)
{
	struct text before = parser->rest;

	if (parser_eat_word(parser, "not") && parser_eat_word(parser, "in"))
		return true;
	parser->rest = before;
	return false;
}

int parser_comparison(struct parser *parser, struct expression **ret)
{
	struct expression *left;
	enum comparison comparison;
	int r = parser_sum(parser, &left);

	if (r < 0)
		return r;
	if (parser_eat(parser, "=~"))
		return finish_match(parser, false, left, ret);
	if (parser_eat(parser, "!~"))
		return finish_match(parser, true, left, ret);
	if (parser_eat_word(parser, "in"))
		return finish_in(parser, false, left, ret);
	if (eat_not_in(parser))
		return finish_in(parser, true, left, ret);
	if (eat_comparison(parser, &comparison))
		return finish_comparison(parser, comparison, left, ret);
	*ret = left;
	return parser_refuse_word(parser, left);
}
