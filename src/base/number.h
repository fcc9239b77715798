/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers: the one parser of each kind. Integers never pass through a double, nothing wraps, and
 * the locale plays no part.
 *
 * All return 0, -EINVAL where the text is no such number, -ERANGE where it does not fit; ret is
 * untouched on failure.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdint.h>

#include "base/text.h"

/* Eats the decimal digits at the left of *text. */
int number_eat_u64(struct text *text, uint64_t *ret);

/* The whole text is the number: decimal, decimal with a sign, hexadecimal and octal without prefix.
 */
int number_parse_u64(struct text text, uint64_t *ret);
int number_parse_i64(struct text text, int64_t *ret);
int number_parse_hex(struct text text, uint64_t *ret);
int number_parse_octal(struct text text, uint64_t *ret);

/* SIZE bytes in hexadecimal, two digits each. -EINVAL where the text is of another length. */
int number_parse_hex_bytes(struct text text, char *ret, size_t size);

/* A finite decimal number such as `-1.5`, `.2` or `1e3`. */
int number_parse_double(struct text text, double *ret);

/* A number of KiB ("1024 kB", the unit may be missing), in bytes. */
int number_parse_kib(struct text text, uint64_t *ret_bytes);

/* The next word of *text as a number. -EINVAL too where there is no word left. */
int number_next_u64(struct text *text, uint64_t *ret);
int number_next_i64(struct text *text, int64_t *ret);

/* "500ms", "2s", "1.5h", "3" (seconds): never negative, at most 2^31 seconds. */
int number_parse_duration(struct text text, double *ret_seconds);

/* "1.5G", "20480K", "7": bytes in powers of 1024. */
int number_parse_size(struct text text, double *ret_bytes);

/* The value of a unit that durations (ms s m h d) or sizes (K M G T P) may end in; 0 for another.
 */
double number_duration_unit(struct text unit);
double number_size_unit(struct text unit);

/*
 * Adds up a product into *sum: *sum += factor * n.
 * Returns 0 or -ERANGE, *sum untouched then.
 */
int number_add_product(uint64_t *sum, uint64_t factor, uint64_t n);

/* Adds N to *sum, which stays at the largest number there is where it would be more. */
static inline void number_add_saturating(uint64_t *sum, uint64_t n)
{
	if (__builtin_add_overflow(*sum, n, sum))
		*sum = UINT64_MAX;
}

/* Rounded to one decimal as Python's round() does: to even, on the binary value (values.md P-005).
 */
double number_round1(double value);

/*
 * What remains of A divided by B, exact and with the sign of A, as fmod(3): nothing else would need
 * libm, which each start would have to load. NaN where B is 0, or A no finite number.
 */
double number_modulo(double a, double b);

#endif
