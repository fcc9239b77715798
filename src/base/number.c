/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers: checked parsing. */
#include "base/number.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/cleanup.h"

enum { SAFE_DIGITS = 16 };

/*
 * The value of digit C, or at least BASE if C is no digit. The table holds the value plus 1; 0
 * marks characters that are not digits.
 */
static inline unsigned digit_of(char c, unsigned base)
{
	static const unsigned char after[UCHAR_MAX + 1] = {
		['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,
		['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12,
		['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16, ['A'] = 11, ['B'] = 12,
		['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
	};

	return base <= 10 ? (unsigned char)c - (unsigned)'0' : after[(unsigned char)c] - 1u;
}

/* SAFE_DIGITS digits of any base fit without an overflow check; the kernel seldom prints more. */
static inline int eat_digits(struct text *text, unsigned base, uint64_t *ret)
{
	size_t safe = MIN(text->length, (size_t)SAFE_DIGITS), length = 0;
	unsigned digit;
	uint64_t n = 0;

	for (; length < safe && (digit = digit_of(text->bytes[length], base)) < base; length++)
		n = n * base + digit;
	for (; length >= SAFE_DIGITS && length < text->length; length++) {
		digit = digit_of(text->bytes[length], base);
		if (digit >= base)
			break;
		if (__builtin_mul_overflow(n, base, &n) || __builtin_add_overflow(n, digit, &n))
			return -ERANGE;
	}
	if (length == 0)
		return -EINVAL;
	*text = text_skip(*text, length);
	*ret = n;
	return 0;
}

static int parse_whole(struct text text, unsigned base, uint64_t *ret)
{
	uint64_t n;
	int r = eat_digits(&text, base, &n);

	if (r < 0)
		return r;
	if (text.length > 0)
		return -EINVAL;
	*ret = n;
	return 0;
}

int number_eat_u64(struct text *text, uint64_t *ret)
{
	return eat_digits(text, 10, ret);
}

int number_parse_u64(struct text text, uint64_t *ret)
{
	return parse_whole(text, 10, ret);
}

int number_parse_hex(struct text text, uint64_t *ret)
{
	return parse_whole(text, 16, ret);
}

int number_parse_hex_bytes(struct text text, char *ret, size_t size)
{
	if (text.length != 2 * size)
		return -EINVAL;
	for (size_t n = 0; n < size; n++) {
		uint64_t byte;
		int r = number_parse_hex((struct text){ text.bytes + 2 * n, 2 }, &byte);

		if (r < 0)
			return r;
		ret[n] = (char)byte;
	}
	return 0;
}

int number_parse_octal(struct text text, uint64_t *ret)
{
	return parse_whole(text, 8, ret);
}

int number_parse_i64(struct text text, int64_t *ret)
{
	bool negative = text_eat(&text, TEXT("-"));
	uint64_t n;
	int r = parse_whole(text, 10, &n);

	if (r < 0)
		return r;
	if (n > (uint64_t)INT64_MAX + negative)
		return -ERANGE;
	*ret = negative ? (int64_t)(0 - n) : (int64_t)n;
	return 0;
}

int number_parse_double(struct text text, double *ret)
{
	char copy[64], *end;
	double value;

	/* strtod() would also take blanks, hexadecimal, "inf" and "nan" */
	if (text.length == 0 || text.length >= sizeof(copy))
		return -EINVAL;
	for (size_t n = 0; n < text.length; n++)
		if (!memchr("0123456789.eE+-", text.bytes[n], 15))
			return -EINVAL;
	memcpy(copy, text.bytes, text.length);
	copy[text.length] = '\0';
	value = strtod(copy, &end);
	if (end != copy + text.length)
		return -EINVAL;
	if (!isfinite(value))
		return -ERANGE;
	*ret = value;
	return 0;
}

int number_parse_kib(struct text text, uint64_t *ret_bytes)
{
	struct text word, rest = text;
	uint64_t n, bytes = 0;
	int r;

	if (!text_next_word(&rest, &word))
		return -EINVAL;
	r = number_parse_u64(word, &n);
	if (r < 0)
		return r;
	rest = text_trim(rest);
	if (rest.length > 0 && !text_equal(rest, TEXT("kB")))
		return -EINVAL;
	r = number_add_product(&bytes, 1024, n);
	if (r < 0)
		return r;
	*ret_bytes = bytes;
	return 0;
}

int number_next_u64(struct text *text, uint64_t *ret)
{
	struct text word;

	return text_next_word(text, &word) ? number_parse_u64(word, ret) : -EINVAL;
}

int number_next_i64(struct text *text, int64_t *ret)
{
	struct text word;

	return text_next_word(text, &word) ? number_parse_i64(word, ret) : -EINVAL;
}

double number_duration_unit(struct text unit)
{
	static const struct {
		const char *name;
		double seconds;
	} units[] = { { "ms", 1e-3 }, { "s", 1 }, { "m", 60 }, { "h", 3600 }, { "d", 86400 } };

	for (size_t n = 0; n < ARRAY_SIZE(units); n++)
		if (text_equal(unit, text_of(units[n].name)))
			return units[n].seconds;
	return 0;
}

double number_size_unit(struct text unit)
{
	static const char letters[] = "KMGTP";
	const char *letter =
		unit.length == 1 ? memchr(letters, unit.bytes[0], strlen(letters)) : NULL;

	return letter ? (double)(UINT64_C(1) << 10 * (letter - letters + 1)) : 0;
}

/* Parses a number and a unit that UNIT_OF knows. A missing unit counts as 1. */
static int parse_with_unit(struct text text, double (*unit_of)(struct text), double *ret)
{
	size_t letters = 0;
	double value, unit = 1;
	int r;

	while (letters < text.length && digit_of(text.bytes[text.length - 1 - letters], 10) > 9 &&
	       text.bytes[text.length - 1 - letters] != '.')
		letters++;
	if (letters > 0)
		unit = unit_of(text_skip(text, text.length - letters));
	if (unit == 0)
		return -EINVAL;
	text.length -= letters;
	r = number_parse_double(text, &value);
	if (r < 0)
		return r;
	if (value < 0)
		return -EINVAL;
	if (!isfinite(value * unit))
		return -ERANGE;
	*ret = value * unit;
	return 0;
}

int number_parse_duration(struct text text, double *ret_seconds)
{
	double seconds;
	int r = parse_with_unit(text, number_duration_unit, &seconds);

	if (r < 0)
		return r;
	if (seconds > 2147483648.0)
		return -ERANGE;
	*ret_seconds = seconds;
	return 0;
}

int number_parse_size(struct text text, double *ret_bytes)
{
	return parse_with_unit(text, number_size_unit, ret_bytes);
}

int number_add_product(uint64_t *sum, uint64_t factor, uint64_t n)
{
	uint64_t product, total;

	if (__builtin_mul_overflow(factor, n, &product) ||
	    __builtin_add_overflow(*sum, product, &total))
		return -ERANGE;
	*sum = total;
	return 0;
}

double number_round1(double value)
{
	char digits[400]; /* the longest double has 309 digits before the point */

	if (!isfinite(value))
		return value;
	snprintf(digits, sizeof(digits), "%.1f", value);
	return strtod(digits, NULL);
}

double number_modulo(double a, double b)
{
	double rest = a < 0 ? -a : a, divisor = b < 0 ? -b : b, multiple = divisor;

	if (!isfinite(a) || isnan(b) || b == 0)
		return NAN;
	while (multiple <= rest / 2)
		multiple *= 2;
	for (; multiple >= divisor && !isinf(b); multiple /= 2)
		if (rest >= multiple)
			rest -= multiple;
	return signbit(a) ? -rest : rest;
}
