/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: telling what is wrong, with a mark below the place. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/mark.h"
#include "query/expression_node.h"

int parser_show(const struct parser *parser, struct text place)
{
	struct text whole = parser->whole;
	int r;

	/* what stands elsewhere, as under a name of the user's, has no place in this text */
	if (whole.length == 0 || place.bytes < whole.bytes ||
	    place.bytes > whole.bytes + whole.length)
		return -EINVAL;
	r = mark_add(parser->why, whole, place);
	return r < 0 ? r : -EINVAL;
}

int parser_refuse(const struct parser *parser, struct text place, const char *format, ...)
{
	_cleanup_free_ char *text = NULL;
	va_list arguments;
	int r;

	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) < 0)
		text = NULL;
	va_end(arguments);
	r = text ? buffer_add(parser->why, text_of(text)) : -ENOMEM;
	return r < 0 ? r : parser_show(parser, place);
}
