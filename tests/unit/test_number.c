/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/number: what is a number, what is none, and what does not fit. */
#include "hostile.h"

#include <errno.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "random.h"

/* What every parser of whole numbers refuses. */
static const struct text no_numbers[] = {
	TEXT(""),    TEXT(" "),   TEXT("1 "),  TEXT(" 1"),   TEXT("+1"),  TEXT("--1"),
	TEXT("-"),   TEXT("1-"),  TEXT("1.0"), TEXT("0x10"), TEXT("1\n"), TEXT("1\0002"),
	TEXT("nan"), TEXT("inf"), TEXT("1,"),  TEXT("١"),
};

static void integers_are_digits_alone(void **state _unused_)
{
	uint64_t u = 5;
	int64_t i = 5;

	for (size_t n = 0; n < ARRAY_SIZE(no_numbers); n++) {
		assert_int_equal(number_parse_u64(no_numbers[n], &u), -EINVAL);
		assert_int_equal(number_parse_i64(no_numbers[n], &i), -EINVAL);
		assert_int_equal(number_parse_hex(no_numbers[n], &u), -EINVAL);
		assert_int_equal(number_parse_octal(no_numbers[n], &u), -EINVAL);
	}
	assert_int_equal(number_parse_u64(TEXT("-1"), &u), -EINVAL);
	assert_int_equal(number_parse_hex(TEXT("fg"), &u), -EINVAL);
	assert_int_equal(number_parse_octal(TEXT("18"), &u), -EINVAL);
	assert_true(u == 5 && i == 5);
}

static void integers_reach_the_ends_of_their_type(void **state _unused_)
{
	uint64_t u;
	int64_t i;

	assert_int_equal(number_parse_u64(TEXT("18446744073709551615"), &u), 0);
	assert_true(u == UINT64_MAX);
	assert_int_equal(number_parse_u64(TEXT("0000000000000000000000000000000000000007"), &u), 0);
	assert_true(u == 7);
	assert_int_equal(number_parse_i64(TEXT("9223372036854775807"), &i), 0);
	assert_true(i == INT64_MAX);
	assert_int_equal(number_parse_i64(TEXT("-9223372036854775808"), &i), 0);
	assert_true(i == INT64_MIN);
	assert_int_equal(number_parse_i64(TEXT("-0"), &i), 0);
	assert_true(i == 0);
	assert_int_equal(number_parse_hex(TEXT("FFFFffffFFFFffff"), &u), 0);
	assert_true(u == UINT64_MAX);
	assert_int_equal(number_parse_octal(TEXT("1777777777777777777777"), &u), 0);
	assert_true(u == UINT64_MAX);
}

static void what_does_not_fit_is_refused(void **state _unused_)
{
	uint64_t u = 5;
	int64_t i = 5;

	assert_int_equal(number_parse_u64(TEXT("18446744073709551616"), &u), -ERANGE);
	assert_int_equal(number_parse_u64(TEXT("184467440737095516150"), &u), -ERANGE);
	assert_int_equal(number_parse_i64(TEXT("9223372036854775808"), &i), -ERANGE);
	assert_int_equal(number_parse_i64(TEXT("-9223372036854775809"), &i), -ERANGE);
	assert_int_equal(number_parse_i64(TEXT("-18446744073709551616"), &i), -ERANGE);
	assert_int_equal(number_parse_hex(TEXT("10000000000000000"), &u), -ERANGE);
	assert_int_equal(number_parse_octal(TEXT("2000000000000000000000"), &u), -ERANGE);
	assert_true(u == 5 && i == 5);
}

static void eating_leaves_the_rest(void **state _unused_)
{
	struct text text = TEXT("12x34 -5 z");
	uint64_t u = 7;
	int64_t i;

	assert_int_equal(number_eat_u64(&text, &u), 0);
	assert_true(u == 12);
	assert_int_equal(number_eat_u64(&text, &u), -EINVAL);
	assert_text(text, "x34 -5 z");
	assert_true(u == 12);
	assert_int_equal(number_next_u64(&text, &u), -EINVAL); /* the word is gone all the same */
	assert_int_equal(number_next_i64(&text, &i), 0);
	assert_true(i == -5);
	assert_int_equal(number_next_i64(&text, &i), -EINVAL);
	assert_int_equal(number_next_i64(&text, &i), -EINVAL);
	assert_int_equal(number_next_u64(&text, &u), -EINVAL);
	assert_int_equal(text.length, 0);
}

static void doubles_are_finite_and_decimal(void **state _unused_)
{
	static const struct text none[] = {
		TEXT(""),       TEXT("nan"),   TEXT("inf"),  TEXT("-inf"), TEXT("infinity"),
		TEXT("0x1p3"),  TEXT("1,5"),   TEXT("."),    TEXT("-"),    TEXT("1e"),
		TEXT("e5"),     TEXT("1.5.5"), TEXT("1 "),   TEXT(" 1"),   TEXT("1\n"),
		TEXT("1\0002"), TEXT("--1"),   TEXT("1e5x"),
	};
	double d = 5;

	for (size_t n = 0; n < ARRAY_SIZE(none); n++)
		assert_int_equal(number_parse_double(none[n], &d), -EINVAL);
	assert_int_equal(number_parse_double(TEXT("1e400"), &d), -ERANGE);
	assert_int_equal(number_parse_double(TEXT("-1e400"), &d), -ERANGE);
	assert_int_equal(
		number_parse_double(TEXT("0.0000000000000000000000000000000000000000000000000000000"
	                                 "0000000000000000001"),
	                            &d),
		-EINVAL);
	assert_true(d == 5);
	assert_int_equal(number_parse_double(TEXT("-1.5"), &d), 0);
	assert_true(d == -1.5);
	assert_int_equal(number_parse_double(TEXT(".25"), &d), 0);
	assert_true(d == 0.25);
	assert_int_equal(number_parse_double(TEXT("1E3"), &d), 0);
	assert_true(d == 1000);
}

static void kib_are_bytes(void **state _unused_)
{
	uint64_t u = 5;

	assert_int_equal(number_parse_kib(TEXT("  16 kB"), &u), 0);
	assert_true(u == 16384);
	assert_int_equal(number_parse_kib(TEXT("3"), &u), 0);
	assert_true(u == 3072);
	assert_int_equal(number_parse_kib(TEXT("18014398509481983 kB"), &u), 0); /* 2⁵⁴ - 1 */
	assert_true(u == UINT64_C(18446744073709550592));
	assert_int_equal(number_parse_kib(TEXT("18014398509481984 kB"), &u), -ERANGE);
	assert_int_equal(number_parse_kib(TEXT("99999999999999999999 kB"), &u), -ERANGE);
	assert_int_equal(number_parse_kib(TEXT("16 MB"), &u), -EINVAL);
	assert_int_equal(number_parse_kib(TEXT("16kB"), &u), -EINVAL);
	assert_int_equal(number_parse_kib(TEXT("-16 kB"), &u), -EINVAL);
	assert_int_equal(number_parse_kib(TEXT("16 kB kB"), &u), -EINVAL);
	assert_int_equal(number_parse_kib(TEXT("kB"), &u), -EINVAL);
	assert_int_equal(number_parse_kib(TEXT(" "), &u), -EINVAL);
	assert_true(u == UINT64_C(18446744073709550592));
}

static void durations_have_units_and_an_end(void **state _unused_)
{
	static const struct {
		struct text text;
		double seconds;
	} good[] = {
		{ TEXT("0"), 0 },       { TEXT("3"), 3 },
		{ TEXT("500ms"), 0.5 }, { TEXT("2s"), 2 },
		{ TEXT("1.5h"), 5400 }, { TEXT("1m"), 60 },
		{ TEXT("2d"), 172800 }, { TEXT("2147483648"), 2147483648.0 },
	};
	static const struct text bad[] = {
		TEXT(""),   TEXT("s"),   TEXT("-1"),   TEXT("-1s"), TEXT("1 s"),
		TEXT("1w"), TEXT("nan"), TEXT("inf"),  TEXT("1S"),  TEXT("1.s."),
		TEXT("1e"), TEXT("ms"),  TEXT("1\0s"),
	};
	double d = -7;

	for (size_t n = 0; n < ARRAY_SIZE(bad); n++)
		assert_int_equal(number_parse_duration(bad[n], &d), -EINVAL);
	assert_int_equal(number_parse_duration(TEXT("2147483648.5"), &d), -ERANGE);
	assert_int_equal(number_parse_duration(TEXT("1e300d"), &d), -ERANGE);
	assert_int_equal(number_parse_duration(TEXT("1e308d"), &d), -ERANGE);
	assert_int_equal(number_parse_duration(TEXT("1e400"), &d), -ERANGE);
	assert_true(d == -7);
	for (size_t n = 0; n < ARRAY_SIZE(good); n++) {
		assert_int_equal(number_parse_duration(good[n].text, &d), 0);
		assert_true(d == good[n].seconds);
	}
}

static void sizes_are_powers_of_1024(void **state _unused_)
{
	double d = -7;

	assert_int_equal(number_parse_size(TEXT("1e308T"), &d), -ERANGE); /* no infinity */
	assert_int_equal(number_parse_size(TEXT("1k"), &d), -EINVAL);
	assert_int_equal(number_parse_size(TEXT("1KB"), &d), -EINVAL);
	assert_int_equal(number_parse_size(TEXT("K"), &d), -EINVAL);
	assert_int_equal(number_parse_size(TEXT("-1K"), &d), -EINVAL);
	assert_true(d == -7);
	assert_int_equal(number_parse_size(TEXT("1.5K"), &d), 0);
	assert_true(d == 1536);
	assert_int_equal(number_parse_size(TEXT("2M"), &d), 0);
	assert_true(d == 2097152);
	assert_int_equal(number_parse_size(TEXT("1G"), &d), 0);
	assert_true(d == 1073741824);
	assert_int_equal(number_parse_size(TEXT("1T"), &d), 0);
	assert_true(d == 1099511627776.0);
}

static void sums_of_products_never_wrap(void **state _unused_)
{
	uint64_t sum = 1;

	assert_int_equal(number_add_product(&sum, 4096, 2), 0);
	assert_true(sum == 8193);
	assert_int_equal(number_add_product(&sum, UINT64_C(1) << 32, UINT64_C(1) << 32), -ERANGE);
	assert_int_equal(number_add_product(&sum, 1, UINT64_MAX - 8192), -ERANGE);
	assert_true(sum == 8193);
	assert_int_equal(number_add_product(&sum, 1, UINT64_MAX - 8193), 0);
	assert_true(sum == UINT64_MAX);
}

/* The values are what Python 3.11 prints for round(x, 1). */
static void rounding_is_that_of_python(void **state _unused_)
{
	assert_true(number_round1(0.25) == 0.2);
	assert_true(number_round1(0.35) == 0.3);
	assert_true(number_round1(0.45) == 0.5);
	assert_true(number_round1(2.675) == 2.7);
	assert_true(number_round1(-0.25) == -0.2);
	assert_true(number_round1(99.95) == 100.0);
	assert_true(number_round1(1.7976931348623157e308) == 1.7976931348623157e308);
	assert_true(isinf(number_round1(INFINITY)));
	assert_true(isnan(number_round1(NAN)));
}

/* What is taken prints as the same digits again, and nothing infinite comes out. */
static void parse(struct text text)
{
	char digits[32];
	uint64_t u;
	double d;

	if (number_parse_u64(text, &u) == 0 && text.bytes[0] != '0') {
		snprintf(digits, sizeof(digits), "%" PRIu64, u);
		assert_true(text_equal(text, text_of(digits)));
	}
	if (number_parse_double(text, &d) == 0)
		assert_true(isfinite(d));
	if (number_parse_duration(text, &d) == 0)
		assert_true(d >= 0 && d <= 2147483648.0);
	if (number_parse_size(text, &d) == 0)
		assert_true(d >= 0 && isfinite(d));
	if (number_parse_kib(text, &u) == 0)
		assert_int_equal(u % 1024, 0);
	assert_true(number_duration_unit(text) >= 0 && number_size_unit(text) >= 0);
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT("1844674407370955161"), parse);
	with_hostile(TEXT("1.5h"), parse);
	with_changed_bytes(TEXT("20 kB"), parse);
	with_odd_numbers(TEXT("20 kB"), parse);
	with_changed_bytes(TEXT("1e308T"), parse);
}

/* fmod(3) says what is right. */
static void remainders_are_exact(void **state _unused_)
{
	static const double of[] = { 0,       1,   -7.5,    0.1,       3,        INFINITY,
		                     -1e300,  NAN, DBL_MIN, DBL_MAX,   5e-324,   1e16,
		                     2.5e-10, 60,  3600,    -INFINITY, 86399.999 };

	for (size_t n = 0; n < 20000; n++) {
		uint64_t bits[] = { random_u64(), random_u64() };
		double pair[2], theirs, ours;

		memcpy(pair, bits, sizeof(pair));
		for (size_t i = 0; i < 2; i++)
			if (random_below(2) == 0)
				pair[i] = of[random_below(ARRAY_SIZE(of))];
		theirs = fmod(pair[0], pair[1]);
		ours = number_modulo(pair[0], pair[1]);
		assert_true(isnan(theirs) ? isnan(ours)
		                          : memcmp(&ours, &theirs, sizeof(ours)) == 0);
	}
}

static void hexadecimal_bytes(void **state _unused_)
{
	char bytes[2] = "";

	assert_int_equal(number_parse_hex_bytes(TEXT("fe80"), bytes, 2), 0);
	assert_memory_equal(bytes, "\xfe\x80", 2);
	assert_int_equal(number_parse_hex_bytes(TEXT("fe8"), bytes, 2), -EINVAL);
	assert_int_equal(number_parse_hex_bytes(TEXT("fe8x"), bytes, 2), -EINVAL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(integers_are_digits_alone),
		cmocka_unit_test(integers_reach_the_ends_of_their_type),
		cmocka_unit_test(what_does_not_fit_is_refused),
		cmocka_unit_test(eating_leaves_the_rest),
		cmocka_unit_test(doubles_are_finite_and_decimal),
		cmocka_unit_test(kib_are_bytes),
		cmocka_unit_test(durations_have_units_and_an_end),
		cmocka_unit_test(sizes_are_powers_of_1024),
		cmocka_unit_test(sums_of_products_never_wrap),
		cmocka_unit_test(rounding_is_that_of_python),
		cmocka_unit_test(hostile),
		cmocka_unit_test(hexadecimal_bytes),
		cmocka_unit_test(remainders_are_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
