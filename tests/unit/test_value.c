/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/value: arithmetic with values that may be missing; right answers worked out by hand. */
#include "hostile.h"

#include "model/value.h"

static const struct opt_u64 denied = { .is = DENIED }, unsupported = { .is = UNSUPPORTED };

static void differences_stay_above_zero(void **state _unused_)
{
	assert_true(opt_u64_subtract(some_u64(7), some_u64(3)).v == 4);
	assert_true(opt_u64_subtract(some_u64(UINT64_MAX), some_u64(0)).v == UINT64_MAX);
	assert_true(opt_u64_subtract(some_u64(3), some_u64(7)).v == 0);
	assert_true(opt_u64_subtract(some_u64(3), some_u64(7)).is == PRESENT);
}

static void percentages_have_one_decimal_place(void **state _unused_)
{
	assert_true(opt_percent(some_u64(1), some_u64(3)).v == 33.3);
	assert_true(opt_percent(some_u64(2), some_u64(3)).v == 66.7);
	assert_true(opt_percent(some_u64(UINT64_MAX), some_u64(UINT64_MAX)).v == 100);
	assert_true(opt_percent(some_u64(0), some_u64(0)).v == 0);
	assert_true(opt_percent(some_u64(0), some_u64(0)).is == PRESENT);
}

static void a_missing_part_leaves_its_reason(void **state _unused_)
{
	assert_true(opt_u64_subtract(denied, some_u64(3)).is == DENIED);
	assert_true(opt_u64_subtract(some_u64(3), unsupported).is == UNSUPPORTED);
	assert_true(opt_percent(denied, some_u64(3)).is == DENIED);
	assert_true(opt_percent(some_u64(3), unsupported).is == UNSUPPORTED);
	assert_true(opt_percent(denied, unsupported).is != PRESENT);
}

static void sums_leave_out_what_is_unsupported(void **state _unused_)
{
	struct opt_u64 sum = some_u64(2);

	opt_u64_add(&sum, unsupported);
	assert_true(sum.is == PRESENT && sum.v == 2);
	opt_u64_add(&sum, some_u64(UINT64_MAX));
	assert_true(sum.is == PRESENT && sum.v == UINT64_MAX);
	opt_u64_add(&sum, denied);
	assert_true(sum.is == DENIED);
	opt_u64_add(&sum, some_u64(1));
	assert_true(sum.is == DENIED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(differences_stay_above_zero),
		cmocka_unit_test(percentages_have_one_decimal_place),
		cmocka_unit_test(a_missing_part_leaves_its_reason),
		cmocka_unit_test(sums_leave_out_what_is_unsupported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
