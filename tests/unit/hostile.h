/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hostile text for parsers: in memory of its exact size, so that AddressSanitizer sees a byte read
 * past its end; cut short at every byte, changed, with numbers that do not fit, too long, no text.
 */
#ifndef TESTS_UNIT_HOSTILE_H
#define TESTS_UNIT_HOSTILE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/text.h"

#define assert_text(text, literal) assert_true(text_equal(text, TEXT(literal)))

/* Calls PARSE with TEXT alone in its allocation. */
static inline void with_exact(struct text text, void (*parse)(struct text text))
{
	char *bytes = malloc(text.length > 0 ? text.length : 1);

	assert_non_null(bytes);
	if (text.length > 0)
		memcpy(bytes, text.bytes, text.length);
	parse((struct text){ .bytes = bytes, .length = text.length });
	free(bytes);
}

/* The same with every beginning of TEXT, the empty one first. */
static inline void with_prefixes(struct text text, void (*parse)(struct text text))
{
	for (size_t length = 0; length <= text.length; length++)
		with_exact((struct text){ .bytes = text.bytes, .length = length }, parse);
}

/* The same with one byte after the other replaced by ugly ones. */
static inline void with_changed_bytes(struct text text, void (*parse)(struct text text))
{
	static const char ugly[] = { '\0', '\n', ' ', '-', '9', '(', ')', ':', '\xff' };
	char *bytes = malloc(text.length);

	assert_non_null(bytes);
	for (size_t n = 0; n < text.length; n++)
		for (size_t i = 0; i < sizeof(ugly); i++) {
			memcpy(bytes, text.bytes, text.length);
			bytes[n] = ugly[i];
			with_exact((struct text){ .bytes = bytes, .length = text.length }, parse);
		}
	free(bytes);
}

/* The same with one number after the other replaced by what no counter can be. */
static inline void with_odd_numbers(struct text text, void (*parse)(struct text text))
{
	static const char *const odd[] = {
		"",
		"-1",
		"18446744073709551616",
		"-9223372036854775809",
		"0x1f",
		"1.5",
		"nan",
		"1e999",
		"00000000000000000000000000000000000000000000000000000000000000000000000000000001",
	};
	char *bytes = malloc(text.length + 100);

	assert_non_null(bytes);
	for (size_t n = 0; n < text.length; n++) {
		size_t digits = strspn(text.bytes + n, "0123456789");

		for (size_t i = 0; i < ARRAY_SIZE(odd) && digits > 0; i++) {
			size_t rest = text.length - n - digits, length = strlen(odd[i]);

			memcpy(bytes, text.bytes, n);
			memcpy(bytes + n, odd[i], length);
			memcpy(bytes + n + length, text.bytes + n + digits, rest);
			with_exact((struct text){ .bytes = bytes, .length = n + length + rest },
			           parse);
		}
		n += digits;
	}
	free(bytes);
}

enum { LONG_LENGTH = 256 * 1024 }; /* longer than any buffer */

/* A line without an end, of each of these bytes: TEXT's own first byte among them. */
static inline void with_long_lines(struct text text, void (*parse)(struct text text))
{
	const char fillings[] = { text.bytes[0], 'a', '7', ' ', '\n', '\0', ':', '\xff' };
	char *bytes = malloc(LONG_LENGTH);

	assert_non_null(bytes);
	for (size_t i = 0; i < sizeof(fillings); i++) {
		memset(bytes, fillings[i], LONG_LENGTH);
		parse((struct text){ .bytes = bytes, .length = LONG_LENGTH });
		memcpy(bytes, text.bytes, text.length); /* a good beginning, then no end */
		parse((struct text){ .bytes = bytes, .length = LONG_LENGTH });
	}
	free(bytes);
}

/* TEXT over and over: time must grow no faster than that. */
static inline void with_repetition(struct text text, void (*parse)(struct text text))
{
	size_t times = LONG_LENGTH / text.length + 1;
	char *bytes = malloc(times * text.length);

	assert_non_null(bytes);
	for (size_t n = 0; n < times; n++)
		memcpy(bytes + n * text.length, text.bytes, text.length);
	parse((struct text){ .bytes = bytes, .length = times * text.length });
	free(bytes);
}

/* All of these. TEXT is what the parser is for. */
static inline void with_hostile(struct text text, void (*parse)(struct text text))
{
	with_prefixes(text, parse);
	with_changed_bytes(text, parse);
	with_odd_numbers(text, parse);
	with_long_lines(text, parse);
	with_repetition(text, parse);
}

#endif
