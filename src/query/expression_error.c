/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: error messages, with a mark below the place of the error. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

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
