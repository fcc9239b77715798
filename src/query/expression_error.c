/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: telling what is wrong, with a mark below the place. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "query/expression_node.h"

enum { BEFORE_MARK = 40, WIDEST = 72 };

/* A text that may be cut in the middle of a character has no halves of one at its ends. */
static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* What of the whole text is shown: a line's width of it, around the mark. */
static struct text window_of(struct text whole, size_t mark)
{
	size_t first = whole.length > WIDEST && mark > BEFORE_MARK ? mark - BEFORE_MARK : 0;
	size_t end = MIN(whole.length, first + WIDEST);

	while (first < mark && is_continuation(whole.bytes[first]))
		first++;
	while (end > mark && end < whole.length && is_continuation(whole.bytes[end]))
		end--;
	return (struct text){ .bytes = whole.bytes + first, .length = end - first };
}

static int add_window(struct buffer *why, struct text window)
{
	int r = buffer_add(why, TEXT("\n  "));

	for (size_t n = 0; n < window.length && r == 0; n++) {
		unsigned char c = (unsigned char)window.bytes[n];

		r = buffer_add_byte(why, c < ' ' || c == 0x7f ? ' ' : window.bytes[n]);
	}
	return r;
}

/* A character of several bytes is taken for one that is one column wide. */
static int add_mark(struct buffer *why, struct text window, size_t mark, size_t length)
{
	int r = buffer_add(why, TEXT("\n  "));

	for (size_t n = 0; n < mark && r == 0; n++)
		if (!is_continuation(window.bytes[n]))
			r = buffer_add_byte(why, ' ');
	if (r == 0)
		r = buffer_add_byte(why, '^');
	for (size_t n = mark + 1; n < MIN(mark + length, window.length) && r == 0; n++)
		if (!is_continuation(window.bytes[n]))
			r = buffer_add_byte(why, '~');
	return r;
}

int parser_show(const struct parser *parser, struct text place)
{
	struct text whole = parser->whole, window;
	size_t mark;
	int r;

	/* what stands elsewhere, as under a name of the user's, has no place in this text */
	if (whole.length == 0 || place.bytes < whole.bytes ||
	    place.bytes > whole.bytes + whole.length)
		return -EINVAL;
	mark = (size_t)(place.bytes - whole.bytes);
	window = window_of(whole, mark);
	mark -= (size_t)(window.bytes - whole.bytes);
	r = add_window(parser->why, window);
	if (r == 0)
		r = add_mark(parser->why, window, mark, place.length);
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
