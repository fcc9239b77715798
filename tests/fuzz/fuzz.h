/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fuzz targets: a program for each subject. The first byte of an input chooses the parser, the rest
 * is its text, alone at the end of its allocation, so that AddressSanitizer sees a byte read past
 * it.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"

/* libFuzzer calls it, and replay.c. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* What must hold whatever the input is. */
#define MUST(condition)           \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

/* A text that a parser has found is of its input, or absent. */
static inline void must_be_of(struct text part, struct text input)
{
	MUST(!part.bytes || part.length == 0 ||
	     (part.bytes >= input.bytes && part.bytes + part.length <= input.bytes + input.length));
}

/* Calls one of N parsers with the text behind the first byte. */
static inline int fuzz_choose(const uint8_t *bytes, size_t size,
                              void (*const *parsers)(struct text text), size_t n)
{
	if (size > 0)
		parsers[(bytes[0] - 'a') % n](
			(struct text){ .bytes = (const char *)bytes + 1, .length = size - 1 });
	return 0;
}

#endif
