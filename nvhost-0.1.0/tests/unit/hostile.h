/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hostile text for parsers: in memory of its exact size, so that AddressSanitizer sees a byte read
 * past its end, and cut short at every byte.
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

#include "base/text.h"

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

#endif
