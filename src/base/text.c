/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text: splitting, comparing and decoding bytes with a length. */
#include "base/text.h"

#include <ctype.h>

#include "base/cleanup.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

int text_compare(struct text a, struct text b)
{
	size_t length = MIN(a.length, b.length);
	int order = length > 0 ? memcmp(a.bytes, b.bytes, length) : 0;

	if (order != 0)
		return order;
	return (a.length > b.length) - (a.length < b.length);
}

int text_compare_paths(struct text a, struct text b)
{
	size_t length = a.length < b.length ? a.length : b.length, n = 0;

	while (n < length && a.bytes[n] == b.bytes[n])
		n++;
	if (n == length)
		return (a.length > b.length) - (a.length < b.length);
	if (a.bytes[n] == '/' || b.bytes[n] == '/')
		return a.bytes[n] == '/' ? -1 : 1;
	return (unsigned char)a.bytes[n] < (unsigned char)b.bytes[n] ? -1 : 1;
}

bool text_ends(struct text text, struct text suffix)
{
	return text.length >= suffix.length &&
	       text_equal(text_skip(text, text.length - suffix.length), suffix);
}

struct text text_trim(struct text text)
{
	while (text.length > 0 && is_blank(text.bytes[0]))
		text = text_skip(text, 1);
	while (text.length > 0 && is_blank(text.bytes[text.length - 1]))
		text.length--;
	return text;
}

bool text_next_part(struct text *rest, char separator, struct text *ret_part)
{
	const char *end;
	size_t length;

	if (rest->length == 0)
		return false;
	end = memchr(rest->bytes, separator, rest->length);
	length = end ? (size_t)(end - rest->bytes) : rest->length;
	*ret_part = (struct text){ .bytes = rest->bytes, .length = length };
	*rest = text_skip(*rest, end ? length + 1 : length);
	return true;
}

bool text_next_line(struct text *rest, struct text *ret_line)
{
	return text_next_part(rest, '\n', ret_line);
}

bool text_next_word(struct text *rest, struct text *ret_word)
{
	size_t n = 0;

	while (rest->length > 0 && is_blank(rest->bytes[0]))
		*rest = text_skip(*rest, 1);
	while (n < rest->length && !is_blank(rest->bytes[n]))
		n++;
	if (n == 0)
		return false;
	*ret_word = (struct text){ .bytes = rest->bytes, .length = n };
	*rest = text_skip(*rest, n);
	return true;
}

static bool cut_at(struct text text, const char *at, struct text *ret_before,
                   struct text *ret_after)
{
	if (!at)
		return false;
	*ret_before = (struct text){ .bytes = text.bytes, .length = (size_t)(at - text.bytes) };
	*ret_after = text_skip(text, ret_before->length + 1);
	return true;
}

bool text_cut(struct text text, char separator, struct text *ret_before, struct text *ret_after)
{
	const char *at = text.length > 0 ? memchr(text.bytes, separator, text.length) : NULL;

	return cut_at(text, at, ret_before, ret_after);
}

bool text_cut_last(struct text text, char separator, struct text *ret_before,
                   struct text *ret_after)
{
	const char *at = text.length > 0 ? memrchr(text.bytes, separator, text.length) : NULL;

	return cut_at(text, at, ret_before, ret_after);
}

size_t text_decode(struct text text, uint32_t *ret)
{
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)text.bytes;
	uint32_t point;
	size_t length;

	if (s[0] < 0x80) {
		*ret = s[0];
		return 1;
	}
	length = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
	if (s[0] < 0xc2 || s[0] > 0xf4 || text.length < length)
		return 0;
	point = s[0] & (0x7fu >> length);
	for (size_t n = 1; n < length; n++) {
		if (!text_is_continuation(text.bytes[n]))
			return 0;
		point = point << 6 | (s[n] & 0x3fu);
	}
	if (point < smallest[length] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
		return 0;
	*ret = point;
	return length;
}

static bool same_letter(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

size_t text_distance(struct text a, struct text b)
{
	enum { LONGEST = 64 }; /* valid words are shorter; a longer word is near to none of them */
	size_t rows[3][LONGEST + 1];

	if (a.length > LONGEST || b.length > LONGEST)
		return MAX(a.length, b.length);
	for (size_t j = 0; j <= b.length; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.length; i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3],
		       *two_above = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= b.length; j++) {
			size_t change = above[j - 1] + !same_letter(a.bytes[i - 1], b.bytes[j - 1]);

			row[j] = MIN(change, MIN(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && same_letter(a.bytes[i - 1], b.bytes[j - 2]) &&
			    same_letter(a.bytes[i - 2], b.bytes[j - 1]))
				row[j] = MIN(row[j], two_above[j - 2] + 1);
		}
	}
	return rows[a.length % 3][b.length];
}

bool text_next_pair(struct text *rest, struct text *ret_key, struct text *ret_value)
{
	struct text line;

	while (text_next_line(rest, &line))
		if (text_cut(line, ':', ret_key, ret_value))
			return true;
	return false;
}

bool text_find_pair(struct text text, struct text key, struct text *ret_value)
{
	struct text name, value;

	while (text_next_pair(&text, &name, &value))
		if (text_equal(text_trim(name), key)) {
			*ret_value = text_trim(value);
			return true;
		}
	return false;
}
