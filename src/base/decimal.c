/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decimal: formats integers, and doubles with the fewest digits that read back as the same number.
 */
#include "base/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	FEWEST_DIGITS = 15, /* any decimal number of 15 digits survives conversion to double */
	MOST_DIGITS = 17,   /* any double survives conversion to a decimal number of 17 digits */
	MANTISSA_BITS = 52, /* of a double, without the leading one */
	EXPONENT_BIAS = 1023 + MANTISSA_BITS,
	LONGEST = 40, /* bytes that a formatted number needs at most */
};

/*
 * Writes at least LEAST digits of NUMBER so that the last one is before END. Returns the first one.
 */
static char *write_digits(char *end, uint64_t number, size_t least)
{
	char *begin = end;

	do {
		*--begin = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0 || (size_t)(end - begin) < least);
	return begin;
}

static int add_between(struct buffer *buffer, const char *begin, const char *end)
{
	return buffer_add(buffer, (struct text){ .bytes = begin, .length = (size_t)(end - begin) });
}

int decimal_add_u64(struct buffer *buffer, uint64_t number)
{
	char digits[LONGEST], *end = digits + sizeof(digits);

	return add_between(buffer, write_digits(end, number, 1), end);
}

int decimal_add_i64(struct buffer *buffer, int64_t number)
{
	int r = number < 0 ? buffer_add_byte(buffer, '-') : 0;

	return r < 0 ? r
	             : decimal_add_u64(buffer, number < 0 ? -(uint64_t)number : (uint64_t)number);
}

/* digits / 10^places */
struct decimal {
	uint64_t digits;
	unsigned places;
};

#ifdef __SIZEOF_INT128__
/* mantissa / 2^shift */
struct binary {
	uint64_t mantissa;
	unsigned shift;
};

static struct binary binary_of(double number)
{
	uint64_t bits, leading = UINT64_C(1) << MANTISSA_BITS;

	memcpy(&bits, &number, sizeof(bits));
	return (struct binary){
		.mantissa = (bits & (leading - 1)) | leading,
		.shift = EXPONENT_BIAS - (unsigned)(bits >> MANTISSA_BITS),
	};
}

/*
 * Rounds NUMBER to PLACES decimal places. Returns whether the result reads back as the same double,
 * which is so if it is nearer than half the distance to both neighbors. The lower neighbor of a
 * power of two is half as far away as the upper one.
 */
static bool round_to(struct binary number, unsigned places, struct decimal *ret)
{
	typedef unsigned __int128 wide;
	static const uint64_t powers[] = { 1,         10,         100,         1000,
		                           10000,     100000,     1000000,     10000000,
		                           100000000, 1000000000, 10000000000, 100000000000 };
	wide power = (wide)powers[places / 2] * powers[places - places / 2];
	wide exact = number.mantissa * power, rounded;

	ret->digits = (uint64_t)((exact + ((wide)1 << (number.shift - 1))) >> number.shift);
	ret->places = places;
	rounded = (wide)ret->digits << number.shift;
	if (rounded >= exact)
		return 2 * (rounded - exact) < power;
	return (number.mantissa == UINT64_C(1) << MANTISSA_BITS ? 4 : 2) * (exact - rounded) <
	       power;
}

/* Handles 1e-4 to 1e15, where no product needs more than 128 bits. */
static bool find_shortest(double number, struct decimal *ret)
{
	static const double powers[] = { 1e-3, 1e-2, 1e-1, 1e0, 1e1,  1e2,  1e3,  1e4,  1e5,
		                         1e6,  1e7,  1e8,  1e9, 1e10, 1e11, 1e12, 1e13, 1e14 };
	unsigned places = FEWEST_DIGITS - 1 + 4, most;

	if (number < 1e-4 || number >= 1e15)
		return false;
	for (size_t n = 0; n < ARRAY_SIZE(powers) && number >= powers[n]; n++)
		places--;
	most = places + MOST_DIGITS - FEWEST_DIGITS;
	while (!round_to(binary_of(number), places, ret) && places < most)
		places++;
	while (ret->places > 0 && ret->digits % 10 == 0) {
		ret->digits /= 10;
		ret->places--;
	}
	return true;
}
#else
static bool find_shortest(double number _unused_, struct decimal *ret _unused_)
{
	return false;
}
#endif

static int add_decimal(struct buffer *buffer, struct decimal decimal)
{
	char digits[LONGEST], *end = digits + sizeof(digits), *point = end - decimal.places;
	const char *begin = write_digits(end, decimal.digits, decimal.places + 1);
	int r = add_between(buffer, begin, point);

	if (r == 0 && decimal.places > 0)
		r = buffer_add_byte(buffer, '.');
	return r < 0 ? r : add_between(buffer, point, end);
}

/*
 * Handles very small and very large numbers, which are rare, and all numbers if the compiler has no
 * 128-bit integers.
 */
static int add_by_trial(struct buffer *buffer, double number)
{
	char text[LONGEST];

	for (int digits = FEWEST_DIGITS; digits <= MOST_DIGITS; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, number);
		if (!(strtod(text, NULL) < number) && !(strtod(text, NULL) > number))
			break;
	}
	return buffer_add(buffer, text_of(text));
}

int decimal_add_double(struct buffer *buffer, double number)
{
	struct decimal decimal;
	int r = signbit(number) ? buffer_add_byte(buffer, '-') : 0;

	if (r < 0)
		return r;
	if (fpclassify(number) == FP_ZERO)
		return buffer_add_byte(buffer, '0');
	if (find_shortest(fabs(number), &decimal))
		return add_decimal(buffer, decimal);
	return add_by_trial(buffer, fabs(number));
}
