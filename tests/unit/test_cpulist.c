/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/cpulist: "0-3,8", and what is refused before memory is asked for. */
#include "hostile.h"

#include <errno.h>

#include "base/cpulist.h"

static void lists_are_ascending_and_once(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	uint64_t *cpus;
	size_t n;

	assert_int_equal(cpulist_parse(TEXT("8,0-3,2,1-2\n"), &arena, &cpus, &n), 0);
	assert_int_equal(n, 5);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(cpus[i], i);
	assert_int_equal(cpus[4], 8);
	assert_int_equal(cpulist_parse(TEXT("65535"), &arena, &cpus, &n), 0);
	assert_int_equal(n, 1);
	assert_int_equal(cpus[0], 65535);
	assert_int_equal(cpulist_parse(TEXT("0-65535"), &arena, &cpus, &n), 0);
	assert_int_equal(n, 65536);
	assert_int_equal(cpus[65535], 65535);
}

/* /sys/devices/system/cpu/offline of a machine whose CPUs are all there. */
static void an_empty_line_is_no_cpu(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	uint64_t *cpus;
	size_t n = 7;

	assert_int_equal(cpulist_parse(TEXT("\n"), &arena, &cpus, &n), 0);
	assert_int_equal(n, 0);
}

static void other_text_is_refused(void **state _unused_)
{
	static const struct text odd[] = {
		TEXT("5-1"),    TEXT("0-"),  TEXT("-1"),  TEXT("0-1-2"), TEXT("all"),
		TEXT("0,,1"),   TEXT(","),   TEXT("0,"),  TEXT("-"),     TEXT("0x1"),
		TEXT("1\0002"), TEXT("0 1"), TEXT("1.5"),
	};
	_cleanup_arena_ struct arena arena = { 0 };
	uint64_t *cpus = NULL;
	size_t n = 7;

	for (size_t i = 0; i < ARRAY_SIZE(odd); i++)
		assert_int_equal(cpulist_parse(odd[i], &arena, &cpus, &n), -EINVAL);
	assert_int_equal(cpulist_parse(TEXT("65536"), &arena, &cpus, &n), -ERANGE);
	assert_int_equal(cpulist_parse(TEXT("0-4294967295"), &arena, &cpus, &n), -ERANGE);
	assert_int_equal(cpulist_parse(TEXT("0-18446744073709551616"), &arena, &cpus, &n), -ERANGE);
	assert_null(cpus);
	assert_int_equal(n, 7);
	assert_null(arena.newest);
}

/* Groups of eight digits, the highest CPUs first; CPU 68 is bit 4 of the third group. */
static void a_mask_has_its_lowest_cpu_at_the_right(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	uint64_t *cpus = NULL;
	size_t n = 0;

	assert_int_equal(cpumask_parse(TEXT("00000010,00000000,8000000f\n"), &arena, &cpus, &n), 0);
	assert_int_equal(n, 6);
	assert_int_equal(cpus[0], 0);
	assert_int_equal(cpus[3], 3);
	assert_int_equal(cpus[4], 31);
	assert_int_equal(cpus[5], 68);
	assert_int_equal(cpumask_parse(TEXT("0"), &arena, &cpus, &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(cpumask_parse(TEXT("0x1"), &arena, &cpus, &n), -EINVAL);
	assert_int_equal(cpumask_parse(TEXT("F"), &arena, &cpus, &n), -EINVAL);
}

static void format_joins_neighbours(void **state _unused_)
{
	static const uint64_t cpus[] = { 0, 1, 2, 5, 7, 8, UINT64_MAX };
	_cleanup_buffer_ struct buffer text = { 0 };

	assert_int_equal(cpulist_format(cpus, 0, &text), 0);
	assert_int_equal(text.length, 0);
	assert_int_equal(cpulist_format(cpus, ARRAY_SIZE(cpus), &text), 0);
	assert_text(buffer_text(&text), "0-2,5,7-8,18446744073709551615");
}

/* Whatever was taken is in order, and its own text gives the same again. */
static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer again = { 0 };
	uint64_t *cpus, *second;
	size_t n, n_second;

	if (cpulist_parse(text, &arena, &cpus, &n) < 0)
		return;
	for (size_t i = 0; i < n; i++)
		assert_true(cpus[i] < MOST_CPUS && (i == 0 || cpus[i] > cpus[i - 1]));
	assert_int_equal(cpulist_format(cpus, n, &again), 0);
	assert_int_equal(cpulist_parse(buffer_text(&again), &arena, &second, &n_second), 0);
	assert_int_equal(n, n_second);
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT("0-3,8-10"), parse);
	with_repetition(TEXT("0-65535,"), parse);
	with_repetition(TEXT("7,"), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_ascending_and_once),
		cmocka_unit_test(an_empty_line_is_no_cpu),
		cmocka_unit_test(other_text_is_refused),
		cmocka_unit_test(a_mask_has_its_lowest_cpu_at_the_right),
		cmocka_unit_test(format_joins_neighbours),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
