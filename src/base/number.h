/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers: one parser for each kind of number. Integers never pass through a double, nothing wraps
 * around, and the locale has no effect.
 *
 * All functions return 0, -EINVAL if the text is not such a number, or -ERANGE if the number does
 * not fit; ret is untouched on failure.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdint.h>

#include "base/text.h"

/* Parses the decimal digits at the left of *text and removes them from *text. */
int number_eat_u64(struct text *text, uint64_t *ret);

/*
 * The whole text must be the number: decimal, decimal with a sign, or hexadecimal or octal digits
 * without a prefix.
 */
int number_parse_u64(struct text text, uint64_t *ret);
int number_parse_i64(struct text text, int64_t *ret);
int number_parse_hex(struct text text, uint64_t *ret);
int number_parse_octal(struct text text, uint64_t *ret);

/* Parses SIZE bytes of two hexadecimal digits each. -EINVAL if the text has another length. */
int number_parse_hex_bytes(struct text text, char *ret, size_t size);

/* A finite decimal number such as `-1.5`, `.2` or `1e3`. */
int number_parse_double(struct text text, double *ret);

/* A number of KiB ("1024 kB"; the unit may be missing), converted to bytes. */
int number_parse_kib(struct text text, uint64_t *ret_bytes);

/* Parses the next word of *text as a number. Returns -EINVAL also if no word is left. */
int number_next_u64(struct text *text, uint64_t *ret);
int number_next_i64(struct text *text, int64_t *ret);

/* A duration in seconds: "500ms", "2s", "1.5h", or "3"; not negative, at most 2^31 seconds. */
int number_parse_duration(struct text text, double *ret_seconds);

/* A size in bytes, with units in powers of 1024: "1.5G", "20480K", "7". */
int number_parse_size(struct text text, double *ret_bytes);

/*
 * Returns the factor of a unit of durations (ms s m h d) or of sizes (K M G T P), or 0 for any
 * other text.
 */
double number_duration_unit(struct text unit);
double number_size_unit(struct text unit);

/* Adds a product to a sum: *sum += factor * n. Returns 0, or -ERANGE with *sum untouched. */
int number_add_product(uint64_t *sum, uint64_t factor, uint64_t n);

/* Adds N to *sum; on overflow *sum becomes UINT64_MAX. */
static inline void number_add_saturating(uint64_t *sum, uint64_t n)
{
	if (__builtin_add_overflow(*sum, n, sum))
		*sum = UINT64_MAX;
}

/*
 * Rounds to one decimal place as Python's round() does: half to even, judged on the exact binary
 * value (values.md P-005).
 */
double number_round1(double value);

/*
 * Returns the exact remainder of A divided by B, with the sign of A, like fmod(3). Calling fmod(3)
 * would make the loader load libm at each start. NaN if B is 0 or A is not finite.
 */
double number_modulo(double a, double b);

#endif
