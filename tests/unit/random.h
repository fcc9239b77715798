/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random values for property tests: the same ones in each run, SplitMix64 from a fixed seed. */
#ifndef TESTS_UNIT_RANDOM_H
#define TESTS_UNIT_RANDOM_H

#include <stdint.h>

#include "base/text.h"

enum { RANDOM_TEXT = 24 };

static inline uint64_t random_u64(void)
{
	static uint64_t state = 20261125;
	uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static inline size_t random_below(size_t n)
{
	return (size_t)(random_u64() % n);
}

/* Integers of any number of bits. */
static inline uint64_t random_number(void)
{
	return random_u64() >> random_below(64);
}

/* Any bytes, and more often those that formats care for. */
static inline struct text random_text(char bytes[RANDOM_TEXT])
{
	static const char *const pieces[] = { "\"",
		                              "\\",
		                              "\n",
		                              "\r",
		                              ",",
		                              "\x1b",
		                              "\x7f",
		                              "\xc2\x9b",
		                              "\xff",
		                              "\xe2\x80",
		                              "\xe2\x80\xae",
		                              "\xe2\x80\x8b",
		                              "ü",
		                              "漢",
		                              "\xf0\x9f\x98\x80",
		                              "\xed\xa0\x80",
		                              "a",
		                              " ",
		                              "\xf3\xa0\x80\x81",
		                              "\t" };
	size_t length = random_below(RANDOM_TEXT - 4), n = 0;

	while (n < length) {
		const char *piece = pieces[random_below(sizeof(pieces) / sizeof(*pieces))];

		if (random_below(3) == 0)
			bytes[n++] = (char)random_u64();
		else
			while (*piece)
				bytes[n++] = *piece++;
	}
	return (struct text){ .bytes = bytes, .length = n };
}

#endif
