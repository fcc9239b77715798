/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mark: two lines, the text and ^~~ below a part of it. */
#include "base/mark.h"

enum { BEFORE_MARK = 40, WIDEST = 72 };

/*
 * Returns the part of WHOLE to be shown: one line around the mark. A cut in the middle of a UTF-8
 * sequence must not leave half a character at either end.
 */
static struct text window_of(struct text whole, size_t mark)
{
	size_t first = whole.length > WIDEST && mark > BEFORE_MARK ? mark - BEFORE_MARK : 0;
	size_t end = MIN(whole.length, first + WIDEST);

	while (first < mark && text_is_continuation(whole.bytes[first]))
		first++;
	while (end > mark && end < whole.length && text_is_continuation(whole.bytes[end]))
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

int mark_add(struct buffer *why, struct text whole, struct text place)
{
	size_t at = (size_t)(place.bytes - whole.bytes);
	struct text window = window_of(whole, at);
	int r = add_window(why, window);

	at -= (size_t)(window.bytes - whole.bytes);
	if (r == 0)
		r = buffer_add(why, TEXT("\n  "));
	/* assumes that a multibyte character is one column wide */
	for (size_t n = 0; n < at && r == 0; n++)
		if (!text_is_continuation(window.bytes[n]))
			r = buffer_add_byte(why, ' ');
	if (r == 0)
		r = buffer_add_byte(why, '^');
	for (size_t n = at + 1; n < MIN(at + place.length, window.length) && r == 0; n++)
		if (!text_is_continuation(window.bytes[n]))
			r = buffer_add_byte(why, '~');
	return r;
}
