/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text: bytes with a length, as the kernel gives them. They may hold any byte, NUL included, and
 * are not terminated. Parsers take a text and eat it from the left; they never read past its end.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct text {
	const char *bytes;
	size_t length;
};

#define TEXT(literal) ((struct text){ .bytes = (literal), .length = sizeof(literal) - 1 })

static inline struct text text_of(const char *string)
{
	return (struct text){ .bytes = string, .length = string ? strlen(string) : 0 };
}

static inline bool text_equal(struct text a, struct text b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* The order of memcmp(3); a text comes after its own beginning. */
int text_compare(struct text a, struct text b);

/* Of paths, by their parts: what is below a directory comes right behind it. */
int text_compare_paths(struct text a, struct text b);

static inline bool text_starts(struct text text, struct text prefix)
{
	return text.length >= prefix.length &&
	       text_equal((struct text){ .bytes = text.bytes, .length = prefix.length }, prefix);
}

bool text_ends(struct text text, struct text suffix);

/* TEXT without its first N bytes; N is at most its length. */
static inline struct text text_skip(struct text text, size_t n)
{
	return (struct text){ .bytes = text.bytes + n, .length = text.length - n };
}

/* Eats PREFIX off the left of *text; false where it does not begin so. */
static inline bool text_eat(struct text *text, struct text prefix)
{
	if (!text_starts(*text, prefix))
		return false;
	*text = text_skip(*text, prefix.length);
	return true;
}

/* TEXT without blanks, tabs and line ends at both ends. */
struct text text_trim(struct text text);

/*
 * Eats the next line off *rest, the last one with or without its newline.
 *
 * ret_line: the line without the newline. False at the end of the text.
 */
bool text_next_line(struct text *rest, struct text *ret_line);

/* Eats the next word between blanks, tabs and newlines; false when none is left. */
bool text_next_word(struct text *rest, struct text *ret_word);

/* Eats up to the next SEPARATOR, which goes too; an empty part counts. False at the end. */
bool text_next_part(struct text *rest, char separator, struct text *ret_part);

/* Eats lines up to the next one of the form "KEY:VALUE", blanks kept. False at the end. */
bool text_next_pair(struct text *rest, struct text *ret_key, struct text *ret_value);

/* The value of the first such line with that key, both without blanks around. False: none. */
bool text_find_pair(struct text text, struct text key, struct text *ret_value);

/* Cuts TEXT at the first (or last) SEPARATOR; false where there is none, nothing set then. */
bool text_cut(struct text text, char separator, struct text *ret_before, struct text *ret_after);
bool text_cut_last(struct text text, char separator, struct text *ret_before,
                   struct text *ret_after);

/*
 * Decodes the UTF-8 sequence at the left of TEXT, which is not empty.
 *
 * ret: the code point. Returns its length in bytes, or 0 where the first byte begins no valid
 * sequence (overlong forms, surrogates and points above U+10FFFF are invalid, RFC 3629).
 */
size_t text_decode(struct text text, uint32_t *ret);

/*
 * How far the two are apart: insertions, deletions, changes and swaps of neighbours (the
 * "optimal string alignment" distance), without regard to case. For "did you mean".
 */
size_t text_distance(struct text a, struct text b);

#endif
