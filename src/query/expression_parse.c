/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expression: the parser, by recursive descent over
 *
 *   expression = conjunction { or conjunction }     conjunction = negation { and negation }
 *   negation = not negation | comparison            comparison = sum [ OPERATOR sum ]
 *   sum = product { + - product }                   product = unary { * / % unary }
 *   unary = - unary | primary
 *   primary = NUMBER | "TEXT" | NAME | NAME(...) | ( expression )
 *
 * with limits on depth and size, as the text may be hostile (reliability.md R-60).
 */
#include <errno.h>

#include "query/expression_node.h"

enum { DEEPEST = 200 };

int parser_expect(struct parser *parser, const char *what)
{
	struct text place;
	int r;

	parser_skip_blanks(parser);
	place = parser->rest;
	if (place.length == 0)
		return parser_refuse(parser, place, "%s is expected at the end", what);
	r = parser_refuse_operator(parser);
	if (r < 0)
		return r;
	place.length = MAX(parser_peek_name(parser).length, 1u);
	return parser_refuse(parser, place, "%s is expected at '%.*s'", what,
	                     (int)MIN(parser->rest.length, 40u), parser->rest.bytes);
}

static int enter(struct parser *parser)
{
	return ++parser->depth > DEEPEST ? parser_expect(parser, "less nesting") : 0;
}

int parser_refuse_word(struct parser *parser, const struct expression *node)
{
	return node->kind == NODE_WORD ? node_refuse_name(parser, node->place, node->place) : 0;
}

static int parse_name(struct parser *parser, struct expression **ret)
{
	struct text name = parser_peek_name(parser);

	parser->rest = text_skip(parser->rest, name.length);
	if (parser->rest.length > 0 && parser->rest.bytes[0] == '(')
		return node_call(parser, name, ret);
	return node_named(parser, name, ret);
}

static int parse_text(struct parser *parser, struct expression **ret)
{
	struct text place = parser->rest, text;
	int r = parser_quoted(parser, &text);

	if (r < 0)
		return r;
	place.length -= parser->rest.length;
	return node_text(parser, text, place, ret);
}

static int parse_parenthesis(struct parser *parser, struct expression **ret)
{
	int r;

	if (!parser_eat(parser, "("))
		return parser_expect(parser, "a column, a number, quoted text or '('");
	r = parser_expression(parser, ret);
	if (r == 0)
		r = parser_refuse_word(parser, *ret);
	return r < 0 || parser_eat(parser, ")") ? r
	                                        : parser_expect(parser, "a closing parenthesis");
}

static int parse_primary(struct parser *parser, struct expression **ret)
{
	char first, second;

	parser_skip_blanks(parser);
	first = parser->rest.length > 0 ? parser->rest.bytes[0] : '\0';
	second = parser->rest.length > 1 ? parser->rest.bytes[1] : '\0';
	if (first == '"' || first == '\'')
		return parse_text(parser, ret);
	if ((first >= '0' && first <= '9') || (first == '.' && second >= '0' && second <= '9'))
		return parser_number(parser, ret);
	if (parser_peek_name(parser).length > 0)
		return parse_name(parser, ret);
	return parse_parenthesis(parser, ret);
}

static int parse_unary(struct parser *parser, struct expression **ret)
{
	struct expression *operand;
	struct text place;
	int r = enter(parser);

	parser_skip_blanks(parser);
	place = parser->rest;
	if (r == 0 && parser_eat(parser, "-")) {
		r = parse_unary(parser, &operand);
		if (r == 0)
			r = parser_refuse_word(parser, operand);
		if (r == 0)
			r = node_negate(parser, operand, place, ret);
	} else if (r == 0) {
		r = parse_primary(parser, ret);
	}
	parser->depth--;
	return r;
}

/* Operators of one precedence, and the functions that parse operands and make nodes. */
struct level {
	struct {
		const char *mark;
		const char *word; /* the same, in letters; or NULL */
		enum node_kind kind;
	} operators[3];
	int (*operand)(struct parser *parser, struct expression **ret);
	int (*node)(struct parser *parser, enum node_kind kind, struct expression *left,
	            struct expression *right, struct expression **ret);
};

static bool eat_operator(struct parser *parser, const struct level *level, enum node_kind *ret)
{
	for (size_t n = 0; n < ARRAY_SIZE(level->operators) && level->operators[n].mark; n++) {
		const char *word = level->operators[n].word;

		if (!parser_eat(parser, level->operators[n].mark) &&
		    !(word && parser_eat_word(parser, word)))
			continue;
		*ret = level->operators[n].kind;
		return true;
	}
	return false;
}

/* Operators associate to the left. A single word passes through: it may be compared as text. */
static int parse_level(struct parser *parser, const struct level *level, struct expression **ret)
{
	struct expression *left, *right;
	enum node_kind kind;
	int r = level->operand(parser, &left);

	while (r == 0 && eat_operator(parser, level, &kind)) {
		r = parser_refuse_word(parser, left);
		if (r == 0)
			r = level->operand(parser, &right);
		if (r == 0)
			r = parser_refuse_word(parser, right);
		if (r == 0)
			r = level->node(parser, kind, left, right, &left);
	}
	if (r == 0)
		*ret = left;
	return r;
}

static int parse_product(struct parser *parser, struct expression **ret)
{
	static const struct level products = {
		.operators = { { "*", NULL, NODE_MULTIPLY },
		               { "/", NULL, NODE_DIVIDE },
		               { "%", NULL, NODE_MODULO } },
		.operand = parse_unary,
		.node = node_arithmetic,
	};

	return parse_level(parser, &products, ret);
}

int parser_sum(struct parser *parser, struct expression **ret)
{
	static const struct level sums = {
		.operators = { { "+", NULL, NODE_ADD }, { "-", NULL, NODE_SUBTRACT } },
		.operand = parse_product,
		.node = node_arithmetic,
	};

	return parse_level(parser, &sums, ret);
}

/* "not" or "!". */
static bool eat_not(struct parser *parser)
{
	return parser_eat_word(parser, "not") || parser_eat(parser, "!");
}

static int parse_negation(struct parser *parser, struct expression **ret)
{
	struct expression *operand;
	struct text place;
	int r = enter(parser);

	parser_skip_blanks(parser);
	place = parser->rest;
	if (r == 0 && eat_not(parser)) {
		r = parse_negation(parser, &operand);
		if (r == 0)
			r = node_not(parser, operand, place, ret);
	} else if (r == 0) {
		r = parser_comparison(parser, ret);
	}
	parser->depth--;
	return r;
}

static int parse_conjunction(struct parser *parser, struct expression **ret)
{
	static const struct level conjunctions = {
		.operators = { { "&&", "and", NODE_AND } },
		.operand = parse_negation,
		.node = node_join,
	};

	return parse_level(parser, &conjunctions, ret);
}

int parser_expression(struct parser *parser, struct expression **ret)
{
	static const struct level disjunctions = {
		.operators = { { "||", "or", NODE_OR } },
		.operand = parse_conjunction,
		.node = node_join,
	};

	return parse_level(parser, &disjunctions, ret);
}
