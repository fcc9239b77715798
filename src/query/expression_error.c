/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: error messages, with a mark below the place of the error. */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <strings.h>

#include "base/mark.h"
#include "query/expression_node.h"

int parser_show(const struct parser *parser, struct text place)
{
	struct text whole = parser->whole;
	int r;

	/* the definition of a user's name stands in another text: there is no place to mark */
	if (whole.length == 0 || place.bytes < whole.bytes ||
	    place.bytes > whole.bytes + whole.length)
		return -EINVAL;
	r = mark_add(parser->why, whole, place);
	return r < 0 ? r : -EINVAL;
}

static int add_formatted(struct buffer *why, const char *format, va_list arguments)
{
	_cleanup_free_ char *text = NULL;

	if (vasprintf(&text, format, arguments) < 0)
		text = NULL;
	return text ? buffer_add(why, text_of(text)) : -ENOMEM;
}

int parser_refuse(const struct parser *parser, struct text place, const char *format, ...)
{
	va_list arguments;
	int r;

	va_start(arguments, format);
	r = add_formatted(parser->why, format, arguments);
	va_end(arguments);
	return r < 0 ? r : parser_show(parser, place);
}

int node_refuse(const struct expression *node, struct buffer *why, const char *format, ...)
{
	va_list arguments;
	int r;

	va_start(arguments, format);
	r = add_formatted(why, format, arguments);
	va_end(arguments);
	if (r == 0)
		r = mark_add(why, node->whole, node->place);
	return r < 0 ? r : -EINVAL;
}

/* Operators of SQL, awk, shells and other languages, the longer first, and what stands for them. */
static const struct foreign_operator {
	char word[9];
	char ours[10];
} foreign_operators[] = {
	{ "not like", "!~" }, { "is not", "!=" }, { "is", "==" },      { "like", "=~" },
	{ "ilike", "=~" },    { "rlike", "=~" },  { "regexp", "=~" },  { "matches", "=~" },
	{ "contains", "=~" }, { "~", "=~" },      { "between", ">=" }, { "eq", "==" },
	{ "ne", "!=" },       { "lt", "<" },      { "le", "<=" },      { "gt", ">" },
	{ "ge", ">=" },       { "and", "and" },   { "or", "or" },      { "&", "and" },
	{ "|", "or" },        { "div", "/" },     { "mod", "%" },      { "as", "NAME=EXPR" },
	{ "desc", "-NAME" },
};

/* Tells whether TEXT begins with WORD, in letters of either case, and no name goes on there. */
static bool has_word(struct text text, struct text word)
{
	char next = text.length > word.length ? text.bytes[word.length] : ' ';
	bool is_name = word.bytes[0] >= 'a' && word.bytes[0] <= 'z';

	return text.length >= word.length &&
	       strncasecmp(text.bytes, word.bytes, word.length) == 0 &&
	       !(is_name && (isalnum((unsigned char)next) || next == '_' || next == '('));
}

int parser_refuse_operator(const struct parser *parser)
{
	for (size_t n = 0; n < ARRAY_SIZE(foreign_operators); n++) {
		const struct foreign_operator *foreign = &foreign_operators[n];
		struct text place = parser->rest, word = text_of(foreign->word);

		place.length = MIN(place.length, word.length);
		if (!has_word(parser->rest, word) || text_equal(place, text_of(foreign->ours)))
			continue;
		return parser_refuse(parser, place, "unknown operator '%.*s'; did you mean '%s'?",
		                     (int)place.length, place.bytes, foreign->ours);
	}
	return 0;
}
