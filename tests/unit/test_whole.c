/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/whole: the right answers are those of arithmetic without bounds, worked out by hand. */
#include "hostile.h"

#include <math.h>

#include "base/whole.h"

static void is_u64(struct whole n, uint64_t right)
{
	uint64_t u = ~right;

	assert_true(whole_to_u64(n, &u));
	assert_true(u == right);
}

static void is_i64(struct whole n, int64_t right)
{
	int64_t i = ~right;

	assert_true(whole_to_i64(n, &i));
	assert_true(i == right);
}

static void sums_keep_their_sign(void **state _unused_)
{
	is_i64(whole_add(whole_of_i64(-5), whole_of_u64(3)), -2);
	is_i64(whole_add(whole_of_u64(3), whole_of_i64(-5)), -2);
	is_u64(whole_add(whole_of_i64(-3), whole_of_u64(5)), 2);
	is_i64(whole_add(whole_of_i64(-3), whole_of_i64(-5)), -8);
	is_u64(whole_add(whole_of_u64(7), whole_negate(whole_of_u64(7))), 0);
	is_u64(whole_add(whole_of_u64(UINT64_MAX), whole_of_i64(INT64_MIN)), INT64_MAX);
}

static void bounds_are_exact(void **state _unused_)
{
	uint64_t u;
	int64_t i;

	is_i64(whole_of_i64(INT64_MIN), INT64_MIN);
	is_i64(whole_negate(whole_of_u64(UINT64_C(1) << 63)), INT64_MIN);
	assert_false(whole_to_i64(whole_of_u64(UINT64_C(1) << 63), &i));
	assert_false(whole_to_u64(whole_of_i64(-1), &u));
	is_u64(whole_multiply(whole_of_u64(UINT64_C(1) << 32), whole_of_u64(UINT32_MAX)),
	       UINT64_C(0xffffffff00000000));
	is_u64(whole_of_double(18446744073709549568.0), UINT64_C(18446744073709549568));
	is_i64(whole_of_double(-2.9), -2);
}

static void what_does_not_fit_is_lost(void **state _unused_)
{
	struct whole most = whole_of_u64(UINT64_MAX), one = whole_of_u64(1);

	assert_true(whole_add(most, one).is_lost);
	assert_true(whole_add(whole_add(most, one), whole_negate(one)).is_lost);
	assert_true(whole_multiply(most, whole_of_i64(-2)).is_lost);
	assert_true(whole_negate(whole_add(most, one)).is_lost);
	assert_true(whole_modulo(one, whole_of_u64(0)).is_lost);
	assert_true(whole_of_double(18446744073709551616.0).is_lost);
	assert_true(whole_of_double(NAN).is_lost);
}

static void remainders_have_the_sign_of_the_first(void **state _unused_)
{
	is_i64(whole_modulo(whole_of_i64(-7), whole_of_u64(3)), -1);
	is_u64(whole_modulo(whole_of_u64(7), whole_of_i64(-3)), 1);
	is_u64(whole_modulo(whole_of_i64(-6), whole_of_u64(3)), 0);
}

static void order_is_that_of_the_numbers(void **state _unused_)
{
	assert_true(whole_compare(whole_of_i64(-1), whole_of_u64(UINT64_MAX)) < 0);
	assert_true(whole_compare(whole_of_i64(-1), whole_of_i64(-2)) > 0);
	assert_true(whole_compare(whole_of_u64(0), whole_negate(whole_of_u64(0))) == 0);
	assert_true(whole_compare(whole_of_u64(2), whole_of_i64(1)) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_keep_their_sign),
		cmocka_unit_test(bounds_are_exact),
		cmocka_unit_test(what_does_not_fit_is_lost),
		cmocka_unit_test(remainders_have_the_sign_of_the_first),
		cmocka_unit_test(order_is_that_of_the_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
