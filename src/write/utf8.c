/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8: what is valid of a text. */
#include "write/utf8.h"

#include <errno.h>

size_t utf8_length(struct text text)
{
	size_t n = 0;

	while (n < text.length) {
		uint32_t point;
		size_t length = text_decode(text_skip(text, n), &point);

		if (length == 0)
			break;
		n += length;
	}
	return n;
}

int utf8_add(struct buffer *buffer, struct text text)
{
	for (;;) {
		size_t valid = utf8_length(text);
		int r = buffer_add(buffer, (struct text){ .bytes = text.bytes, .length = valid });

		if (r < 0 || valid == text.length)
			return r;
		r = buffer_add(buffer, TEXT("\xef\xbf\xbd")); /* U+FFFD */
		if (r < 0)
			return r;
		text = text_skip(text, valid + 1);
	}
}
