/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8: validation, and characters that are not visible. */
#include "write/utf8.h"

#include <errno.h>

/* The length of the valid UTF-8 that TEXT begins with. */
static size_t valid_length(struct text text)
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
		size_t valid = valid_length(text);
		int r = buffer_add(buffer, (struct text){ .bytes = text.bytes, .length = valid });

		if (r < 0 || valid == text.length)
			return r;
		r = buffer_add(buffer, UTF8_REPLACEMENT);
		if (r < 0)
			return r;
		text = text_skip(text, valid + 1);
	}
}

bool utf8_is_control(uint32_t point)
{
	return point < 0x20 || (point >= 0x7f && point < 0xa0);
}

bool utf8_is_hidden(uint32_t point)
{
	static const struct {
		uint32_t first, last;
	} hidden[] = {
		{ 0xad, 0xad },       { 0x34f, 0x34f },     { 0x61c, 0x61c },
		{ 0x115f, 0x1160 },   { 0x17b4, 0x17b5 },   { 0x180b, 0x180f },
		{ 0x200b, 0x200f },   { 0x2028, 0x202e },   { 0x2060, 0x206f },
		{ 0x3164, 0x3164 },   { 0xfe00, 0xfe0f },   { 0xfeff, 0xfeff },
		{ 0xffa0, 0xffa0 },   { 0xfff0, 0xfffb },   { 0x1bca0, 0x1bca3 },
		{ 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
	};

	if (utf8_is_control(point))
		return true;
	for (size_t n = 0; n < ARRAY_SIZE(hidden) && point >= hidden[n].first; n++)
		if (point <= hidden[n].last)
			return true;
	return false;
}
