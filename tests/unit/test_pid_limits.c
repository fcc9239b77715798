/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/pid_limits: 16 limits by their titles. */
#include "hostile.h"

#include <errno.h>
#include <sys/resource.h>

#include "kernel/process/pid_limits.h"

static const char limits_text[] =
	"Limit                     Soft Limit           Hard Limit           Units     \n"
	"Max cpu time              unlimited            unlimited            seconds   \n"
	"Max open files            1024                 4096                 files     \n"
	"Max nice priority         0                    0                    \n"
	"Max of the future         1                    2                    things    \n";

static void numbers_and_unlimited(void **state _unused_)
{
	struct pid_limits limits;

	assert_int_equal(pid_limits_parse(text_of(limits_text), &limits), 0);
	assert_int_equal(limits.limits[LIMIT_CPU].soft.v, -1);
	assert_int_equal(limits.limits[LIMIT_CPU].hard.is, PRESENT);
	assert_int_equal(limits.limits[LIMIT_NOFILE].soft.v, 1024);
	assert_int_equal(limits.limits[LIMIT_NOFILE].hard.v, 4096);
	assert_int_equal(limits.limits[LIMIT_NICE].hard.is, PRESENT);
	assert_int_equal(limits.limits[LIMIT_NICE].hard.v, 0);
	assert_int_equal(limits.limits[LIMIT_AS].soft.is, ABSENT);
}

/* -1 is how unlimited is said above, so that it must not be taken for a number of the file's. */
static void what_is_no_limit_is_absent(void **state _unused_)
{
	struct pid_limits limits;

	assert_int_equal(pid_limits_parse(TEXT("Max open files -1 18446744073709551616\n"
	                                       "Max cpu time\nMax stack size 5\n"
	                                       "Max core file size UNLIMITED 0x10"),
	                                  &limits),
	                 0);
	assert_int_equal(limits.limits[LIMIT_NOFILE].soft.is, ABSENT);
	assert_int_equal(limits.limits[LIMIT_NOFILE].hard.is, ABSENT);
	assert_int_equal(limits.limits[LIMIT_CPU].soft.is, ABSENT);
	assert_int_equal(limits.limits[LIMIT_STACK].soft.v, 5);
	assert_int_equal(limits.limits[LIMIT_STACK].hard.is, ABSENT);
	assert_int_equal(limits.limits[LIMIT_CORE].soft.is, ABSENT);
	assert_int_equal(limits.limits[LIMIT_CORE].hard.is, ABSENT);
}

static void text_without_a_limit_is_refused(void **state _unused_)
{
	struct pid_limits limits;

	assert_int_equal(pid_limits_parse(TEXT(""), &limits), -EINVAL);
	assert_int_equal(pid_limits_parse(TEXT("Limit\n"), &limits), -EINVAL);
	assert_int_equal(pid_limits_parse(TEXT("\0\0\0\0"), &limits), -EINVAL);
}

/* The names are those of prlimit(1), the numbers those of sys/resource.h. */
static void names_and_numbers_belong_together(void **state _unused_)
{
	enum limit limit;

	assert_true(limit_find(TEXT("nofile"), &limit));
	assert_int_equal(limit_resource(limit), RLIMIT_NOFILE);
	assert_true(limit_find(TEXT("as"), &limit));
	assert_int_equal(limit_resource(limit), RLIMIT_AS);
	assert_true(limit_find(TEXT("rttime"), &limit));
	assert_int_equal(limit_resource(limit), RLIMIT_RTTIME);
	assert_string_equal(limit_name(limit), "rttime");
	assert_false(limit_find(TEXT("NOFILE"), &limit));
	assert_false(limit_find(TEXT(""), &limit));
	assert_false(limit_find(TEXT("nofile\0"), &limit));
}

static void parse(struct text text)
{
	struct pid_limits limits;

	if (pid_limits_parse(text, &limits) == 0)
		for (size_t n = 0; n < N_LIMITS; n++)
			assert_true(limits.limits[n].soft.v >= -1 && limits.limits[n].hard.v >= -1);
}

static void hostile(void **state _unused_)
{
	with_hostile(text_of(limits_text), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_and_unlimited),
		cmocka_unit_test(what_is_no_limit_is_absent),
		cmocka_unit_test(text_without_a_limit_is_refused),
		cmocka_unit_test(names_and_numbers_belong_together),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
