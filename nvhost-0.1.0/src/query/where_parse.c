/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parsing a filter: recursive descent over
 *
 *   expression = term { or term }      term = factor { and factor }
 *   factor = not factor | "(" expression ")" | COLUMN [ OPERATOR VALUE ]
 *
 * with limits on depth and size, as the text may come from anybody (RELIABILITY R-60).
 */
#include <errno.h>

#include "base/number.h"
#include "query/where_node.h"

enum { DEEPEST = 200, MOST_NODES = 4096 };

struct parser {
	struct where *where;
	const struct collector *collector;
	struct text whole;
	struct text rest;
	unsigned depth;
	struct buffer *why;
};

static int parse_expression(struct parser *parser, struct where_node **ret);

static int refuse(const struct parser *parser, const char *what)
{
	struct text rest = text_trim(parser->rest);
	int r;

	if (rest.length == 0)
		r = buffer_add_format(parser->why, "'%.*s' ends where %s is expected",
		                      (int)parser->whole.length, parser->whole.bytes, what);
	else
		r = buffer_add_format(parser->why, "%s is expected at '%.*s'", what,
		                      (int)rest.length, rest.bytes);
	return r < 0 ? r : -EINVAL;
}

static void skip_blanks(struct parser *parser)
{
	while (parser->rest.length > 0 && memchr(" \t\n", parser->rest.bytes[0], 3))
		parser->rest = text_skip(parser->rest, 1);
}

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '.' || c == '-' || c == '+';
}

/* The word at the left, without eating it. */
static struct text peek_word(struct parser *parser)
{
	struct text word;

	skip_blanks(parser);
	word = (struct text){ .bytes = parser->rest.bytes };
	while (word.length < parser->rest.length && is_word_byte(parser->rest.bytes[word.length]))
		word.length++;
	return word;
}

static bool eat_word(struct parser *parser, struct text wanted)
{
	if (!text_equal(peek_word(parser), wanted))
		return false;
	parser->rest = text_skip(parser->rest, wanted.length);
	return true;
}

static bool eat_mark(struct parser *parser, struct text mark)
{
	skip_blanks(parser);
	return text_eat(&parser->rest, mark);
}

static bool eat_operator(struct parser *parser, enum comparison *ret)
{
	static const struct {
		struct text mark;
		enum comparison comparison;
	} marks[] = {
		/* a mark comes before those that it begins with */
		{ TEXT("=="), IS },          { TEXT("!="), IS_NOT },  { TEXT("=~"), MATCHES },
		{ TEXT("!~"), MATCHES_NOT }, { TEXT("<="), AT_MOST }, { TEXT(">="), AT_LEAST },
		{ TEXT("<"), BELOW },        { TEXT(">"), ABOVE },
	};

	for (size_t n = 0; n < ARRAY_SIZE(marks); n++)
		if (eat_mark(parser, marks[n].mark)) {
			*ret = marks[n].comparison;
			return true;
		}
	return false;
}

/* Text up to the same quote; a backslash keeps a quote or a backslash from its meaning. */
static int parse_quoted(struct parser *parser, char quote, struct text *ret)
{
	char *copy = arena_alloc(&parser->where->arena, parser->rest.length);
	struct text rest = text_skip(parser->rest, 1);
	size_t length = 0;

	if (!copy)
		return -ENOMEM;
	for (; rest.length > 0 && rest.bytes[0] != quote; rest = text_skip(rest, 1)) {
		if (rest.bytes[0] == '\\' && rest.length > 1 &&
		    (rest.bytes[1] == quote || rest.bytes[1] == '\\'))
			rest = text_skip(rest, 1);
		copy[length++] = rest.bytes[0];
	}
	if (rest.length == 0) {
		parser->rest = rest;
		return refuse(parser, "the closing quote");
	}
	parser->rest = text_skip(rest, 1);
	*ret = (struct text){ .bytes = copy, .length = length };
	return 0;
}

int literal_parse(struct text word, struct literal *ret)
{
	struct literal literal = { .text = word };
	struct text digits = word;
	double number, unit = 1;
	size_t letters = 0;

	while (letters < word.length && strchr("msdhKMGT", word.bytes[word.length - 1 - letters]))
		letters++;
	if (letters > 0) {
		struct text name = text_skip(word, word.length - letters);

		unit = number_size_unit(name) + number_duration_unit(name); /* no unit is both */
	}
	digits.length -= letters;
	if (unit == 0 || number_parse_double(digits, &number) < 0)
		return -EINVAL;
	literal.number = number * unit;
	if (letters == 0) {
		literal.is_negative = text_eat(&digits, TEXT("-"));
		literal.is_integer = number_parse_u64(digits, &literal.magnitude) == 0;
	}
	*ret = literal;
	return 0;
}

static int parse_literal(struct parser *parser, struct literal *ret)
{
	struct text word = peek_word(parser);
	int r;

	*ret = (struct literal){ 0 };
	if (word.length == 0 && parser->rest.length > 0 &&
	    (parser->rest.bytes[0] == '"' || parser->rest.bytes[0] == '\'')) {
		ret->is_text = true;
		return parse_quoted(parser, parser->rest.bytes[0], &ret->text);
	}
	if (text_equal(word, TEXT("true")) || text_equal(word, TEXT("false"))) {
		ret->text = word;
		r = 0;
	} else {
		r = literal_parse(word, ret);
	}
	if (r < 0)
		return refuse(parser, "a number, true, false or quoted text");
	parser->rest = text_skip(parser->rest, word.length);
	return 0;
}

static int parse_comparison(struct parser *parser, struct where_node **ret)
{
	struct literal literal = { .text = TEXT("true") };
	enum comparison comparison = IS;
	struct text name = peek_word(parser);
	struct subject subject;
	int r;

	if (name.length == 0)
		return refuse(parser, "a column");
	r = subject_find(parser->collector, name, &subject, parser->why);
	if (r < 0)
		return r;
	parser->rest = text_skip(parser->rest, name.length);
	if (eat_operator(parser, &comparison)) {
		r = parse_literal(parser, &literal);
		if (r < 0)
			return r;
	} else if (field_type(subject.column.field) !=
	           TYPE_BOOL) { /* a boolean stands for itself */
		return refuse(parser, "a comparison (== != < <= > >= =~ !~)");
	}
	return where_compare(parser->where, &subject, comparison, literal, ret, parser->why);
}

static int parse_factor(struct parser *parser, struct where_node **ret)
{
	struct where_node *inner;
	int r;

	if (parser->depth >= DEEPEST)
		return refuse(parser, "less nesting");
	parser->depth++;
	if (eat_word(parser, TEXT("not")) || eat_mark(parser, TEXT("!"))) {
		r = parse_factor(parser, &inner);
		if (r == 0) {
			*ret = where_join(parser->where, WHERE_NOT, inner, NULL);
			r = *ret ? 0 : -ENOMEM;
		}
	} else if (eat_mark(parser, TEXT("("))) {
		r = parse_expression(parser, ret);
		if (r == 0 && !eat_mark(parser, TEXT(")")))
			r = refuse(parser, "a closing parenthesis");
	} else {
		r = parse_comparison(parser, ret);
	}
	parser->depth--;
	return r;
}

static bool eat_and(struct parser *parser)
{
	return eat_word(parser, TEXT("and")) || eat_mark(parser, TEXT("&&"));
}

static bool eat_or(struct parser *parser)
{
	return eat_word(parser, TEXT("or")) || eat_mark(parser, TEXT("||"));
}

/* A chain of one kind, from the left. */
static int parse_chain(struct parser *parser, enum where_kind kind, bool (*eat)(struct parser *),
                       int (*parse)(struct parser *, struct where_node **), struct where_node **ret)
{
	struct where_node *left, *right;
	int r = parse(parser, &left);

	while (r == 0 && eat(parser)) {
		r = parse(parser, &right);
		if (r < 0)
			break;
		left = where_join(parser->where, kind, left, right);
		if (!left)
			r = -ENOMEM;
		else if (parser->where->n_nodes > MOST_NODES)
			r = refuse(parser, "a shorter expression");
	}
	if (r == 0)
		*ret = left;
	return r;
}

static int parse_term(struct parser *parser, struct where_node **ret)
{
	return parse_chain(parser, WHERE_AND, eat_and, parse_factor, ret);
}

static int parse_expression(struct parser *parser, struct where_node **ret)
{
	return parse_chain(parser, WHERE_OR, eat_or, parse_term, ret);
}

int where_parse(struct where *where, const struct collector *collector, struct text expression,
                struct where_node **ret, struct buffer *why)
{
	struct parser parser = {
		.where = where,
		.collector = collector,
		.whole = expression,
		.rest = expression,
		.why = why,
	};
	int r = parse_expression(&parser, ret);

	if (r < 0)
		return r;
	skip_blanks(&parser);
	return parser.rest.length > 0 ? refuse(&parser, "'and' or 'or'") : 0;
}
