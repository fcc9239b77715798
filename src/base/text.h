/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text: bytes with a length, as read from the kernel. A text may hold any byte, NUL included, and
 * is not terminated. Parsers consume a text from the left and never read past its end.
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

/* Orders as memcmp(3) does; a prefix comes before a longer text. */
int text_compare(struct text a, struct text b);

/*
 * Orders paths by their components: what is below a directory comes directly after the directory.
 */
int text_compare_paths(struct text a, struct text b);

static inline bool text_starts(struct text text, struct text prefix)
{
	return text.length >= prefix.length &&
	       text_equal((struct text){ .bytes = text.bytes, .length = prefix.length }, prefix);
}

bool text_ends(struct text text, struct text suffix);

/* Returns TEXT without its first N bytes; N must not exceed the length. */
static inline struct text text_skip(struct text text, size_t n)
{
	return (struct text){ .bytes = text.bytes + n, .length = text.length - n };
}

/* Removes PREFIX from the left of *text. Returns false if *text does not begin with PREFIX. */
static inline bool text_eat(struct text *text, struct text prefix)
{
	if (!text_starts(*text, prefix))
		return false;
	*text = text_skip(*text, prefix.length);
	return true;
}

/* Returns TEXT without the blanks, tabs and line ends at both ends. */
struct text text_trim(struct text text);

/*
 * Removes the next line from *rest; the last line may lack its newline.
 *
 * ret_line: the line without the newline. Returns false at the end of the text.
 */
bool text_next_line(struct text *rest, struct text *ret_line);

/* Removes the next word, delimited by blanks, tabs and newlines. Returns false if none is left. */
bool text_next_word(struct text *rest, struct text *ret_word);

/*
 * Removes the text up to and including the next SEPARATOR; the part before SEPARATOR may be empty.
 * Returns false at the end.
 */
bool text_next_part(struct text *rest, char separator, struct text *ret_part);

/*
 * Removes lines up to and including the next "KEY:VALUE" line; keeps the blanks of key and value.
 * Returns false at the end.
 */
bool text_next_pair(struct text *rest, struct text *ret_key, struct text *ret_value);

/*
 * Finds the first "KEY:VALUE" line with that key; trims key and value. Returns false if there is
 * none.
 */
bool text_find_pair(struct text text, struct text key, struct text *ret_value);

/*
 * Splits TEXT at the first (or last) SEPARATOR. Returns false, and sets nothing, if there is none.
 */
bool text_cut(struct text text, char separator, struct text *ret_before, struct text *ret_after);
bool text_cut_last(struct text text, char separator, struct text *ret_before,
                   struct text *ret_after);

/*
 * Decodes the UTF-8 sequence at the left of TEXT, which must not be empty.
 *
 * ret: the code point. Returns the length of the sequence in bytes, or 0 if the first byte begins
 * no valid sequence (overlong forms, surrogates and code points above U+10FFFF are invalid, RFC
 * 3629).
 */
size_t text_decode(struct text text, uint32_t *ret);

/* Whether BYTE is one of a UTF-8 sequence, but not its first. */
static inline bool text_is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

/*
 * Returns the edit distance of two words: insertions, deletions, substitutions and swaps of
 * adjacent letters (the "optimal string alignment" distance), ignoring case. For "did you mean".
 */
size_t text_distance(struct text a, struct text b);

#endif
