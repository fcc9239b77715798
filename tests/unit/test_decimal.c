/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/decimal.h"

#include <math.h>
#include <stdio.h>

#include "hostile.h"
#include "random.h"

static void expect_double(double number, const char *text)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };

	assert_int_equal(decimal_add_double(&buffer, number), 0);
	assert_int_equal(buffer_add_byte(&buffer, '\0'), 0);
	assert_string_equal(buffer.text, text);
}

static void numbers_of_few_digits_have_few(void **state _unused_)
{
	expect_double(0, "0");
	expect_double(-0.0, "-0");
	expect_double(1, "1");
	expect_double(100, "100");
	expect_double(0.1, "0.1");
	expect_double(-12.34, "-12.34");
	expect_double(1764045678.37, "1764045678.37");
	expect_double(99.9, "99.9");
	expect_double(0.0001, "0.0001");
	expect_double(0.00001, "1e-05");
	expect_double(999999999999999, "999999999999999");
	expect_double(1e15, "1e+15");
	expect_double(1e22, "1e+22");
}

/* As Python's repr() has them. */
static void numbers_of_many_digits_have_as_many_as_needed(void **state _unused_)
{
	expect_double(0.1 + 0.2, "0.30000000000000004");
	expect_double(1.0 / 3, "0.3333333333333333");
	expect_double(2.0 / 3, "0.6666666666666666");
	expect_double(100.0 / 3, "33.333333333333336");
	expect_double(9007199254740993.0, "9007199254740992");
	expect_double(123456789012345.67, "123456789012345.67");
	expect_double(5e-324, "4.94065645841247e-324");
	expect_double(1.7976931348623157e308, "1.7976931348623157e+308");
	expect_double(0.5 - 0x1p-54, "0.49999999999999994");
}

static int significant_digits(const char *text)
{
	int n = 0, zeros = 0;

	for (; *text && *text != 'e'; text++) {
		if (*text < '0' || *text > '9' || (n == 0 && *text == '0'))
			continue;
		n++;
		zeros = *text == '0' ? zeros + 1 : 0;
	}
	return n - zeros;
}

static void expect_shortest(double number)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };
	char shortest[64];
	int digits = 0;

	assert_int_equal(decimal_add_double(&buffer, number), 0);
	assert_int_equal(buffer_add_byte(&buffer, '\0'), 0);
	do
		snprintf(shortest, sizeof(shortest), "%.*e", digits++, number);
	while (memcmp(&(double){ strtod(shortest, NULL) }, &number, sizeof(number)) != 0);
	if (memcmp(&(double){ strtod(buffer.text, NULL) }, &number, sizeof(number)) != 0 ||
	    (significant_digits(buffer.text) > digits && digits > 15))
		fail_msg("%a is %s instead of %s", number, buffer.text, shortest);
	if (fabs(number) >= 1e-4 && fabs(number) < 1e15 &&
	    significant_digits(buffer.text) != significant_digits(shortest))
		fail_msg("%a is %s instead of %s", number, buffer.text, shortest);
}

static void each_double_reads_back_as_itself(void **state _unused_)
{
	for (int exponent = -1074; exponent < 1024; exponent++) {
		double power = ldexp(1, exponent);

		expect_shortest(power);
		expect_shortest(nextafter(power, 0));
		expect_shortest(-nextafter(power, INFINITY));
	}
	for (int exponent = -5; exponent < 17; exponent++) {
		double power = pow(10, exponent);

		expect_shortest(power);
		expect_shortest(nextafter(power, 0));
		expect_shortest(nextafter(power, INFINITY));
	}
	for (size_t n = 0; n < 20000; n++) {
		uint64_t bits = random_u64();
		double number;

		memcpy(&number, &bits, sizeof(number));
		if (isfinite(number))
			expect_shortest(number);
		expect_shortest((double)random_number() / (double)(random_number() | 1));
		expect_shortest((double)random_below(1000000) / 100);
	}
}

static void expect_integers(uint64_t number)
{
	_cleanup_buffer_ struct buffer buffer = { 0 };
	char expected[64];

	snprintf(expected, sizeof(expected), "%ju %jd", (uintmax_t)number, (intmax_t)number);
	assert_int_equal(decimal_add_u64(&buffer, number), 0);
	assert_int_equal(buffer_add_byte(&buffer, ' '), 0);
	assert_int_equal(decimal_add_i64(&buffer, (int64_t)number), 0);
	assert_int_equal(buffer_add_byte(&buffer, '\0'), 0);
	assert_string_equal(buffer.text, expected);
}

static void integers_are_as_printf_has_them(void **state _unused_)
{
	static const uint64_t edges[] = { 0, 9, 10, INT64_MAX, UINT64_C(1) << 63, UINT64_MAX };

	for (size_t n = 0; n < ARRAY_SIZE(edges); n++)
		expect_integers(edges[n]);
	for (size_t n = 0; n < 10000; n++)
		expect_integers(random_number());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_of_few_digits_have_few),
		cmocka_unit_test(numbers_of_many_digits_have_as_many_as_needed),
		cmocka_unit_test(each_double_reads_back_as_itself),
		cmocka_unit_test(integers_are_as_printf_has_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
