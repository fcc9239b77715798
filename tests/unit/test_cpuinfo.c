/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/cpuinfo: blocks of every architecture (R-36; PARITY P-265, P-266, P-275). */
#include "hostile.h"

#include "base/cpulist.h"
#include "kernel/cpuinfo.h"

static struct cpuinfo parse_good(struct text text, struct arena *arena)
{
	struct cpuinfo cpuinfo = { 0 };

	assert_int_equal(cpuinfo_parse(text, arena, &cpuinfo), 0);
	return cpuinfo;
}

static const char x86_text[] =
	"processor\t: 0\nmodel name\t: A  B\nphysical id\t: 0\ncpu cores\t: 2\ncpu MHz\t\t: 1500.5\n\n"
	"processor\t: 1\nmodel name\t: C\nphysical id\t: 0\ncpu cores\t: 2\ncpu MHz\t\t: 1600\n\n"
	"processor\t: 2\nphysical id\t: 7\ncpu cores\t: 4\ncpu MHz\t\t: 1700\n";

static void cores_of_each_package_are_added(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpuinfo cpuinfo = parse_good(text_of(x86_text), &arena);

	assert_int_equal(cpuinfo.n_processors, 3);
	assert_int_equal(cpuinfo.n_cores, 6);
	assert_int_equal(cpuinfo.n_mhz, 3);
	assert_true(cpuinfo.mhz[0] == 1500.5 && cpuinfo.mhz[2] == 1700);
	assert_text(cpuinfo.model_name, "A  B");
}

/* The last block of a package is the one that counts, without a blank line at the end too. */
static void later_blocks_replace_earlier(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };

	assert_int_equal(parse_good(TEXT("physical id: 1\ncpu cores: 9\n\nphysical id: 1\n"
	                                 "cpu cores: 2\n\nphysical id: 2\ncpu cores: 1"),
	                            &arena)
	                         .n_cores,
	                 3);
}

static void powerpc_and_s390(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpuinfo cpuinfo = parse_good(TEXT("processor\t: 0\ncpu\t\t: POWER7\n"
	                                         "clock\t\t: 3425.000000MHz\n"),
	                                    &arena);

	assert_int_equal(cpuinfo.n_mhz, 1);
	assert_true(cpuinfo.mhz[0] == 3425);
	assert_int_equal(cpuinfo.n_cores, 0);
	cpuinfo = parse_good(TEXT("vendor_id       : IBM/S390\nprocessor 0: version = FF\n"
	                          "processor 1: version = FF\n\ncpu number      : 0\n"
	                          "cpu MHz dynamic : 5208\ncpu MHz static  : 5209\n"),
	                     &arena);
	assert_int_equal(cpuinfo.n_processors, 2);
	assert_int_equal(cpuinfo.n_mhz, 1); /* the static one is the same CPU's (P-275) */
	assert_true(cpuinfo.mhz[0] == 5208);
}

/* ARM without MHz and ids, the PS3 without blank lines: unknown rather than wrong. */
static void what_is_not_told_is_not_counted(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpuinfo cpuinfo = parse_good(TEXT("processor\t: 0\nBogoMIPS\t: 38.40\n\n"
	                                         "processor\t: 1\nphysical id\t: 0\n\n"
	                                         "cpu cores\t: 4\n"),
	                                    &arena);

	assert_int_equal(cpuinfo.n_processors, 2);
	assert_int_equal(cpuinfo.n_cores, 0); /* the ID and the cores are of different blocks */
	assert_int_equal(cpuinfo.n_mhz, 0);
	assert_null(cpuinfo.model_name.bytes);
	assert_int_equal(parse_good(TEXT(""), &arena).n_processors, 0);
}

static void odd_numbers_are_left_out(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpuinfo cpuinfo =
		parse_good(TEXT("cpu MHz: -1\ncpu MHz: nan\ncpu MHz: 1e400\ncpu MHz:\nclock: MHz\n"
	                        "physical id: -1\ncpu cores: 2\n\n"
	                        "physical id: 0\ncpu cores: 99999999999999999999\n\n"
	                        "physical id: 1\ncpu cores: 18446744073709551615\n\n"
	                        "physical id: 18446744073709551615\ncpu cores: 3\n"),
	                   &arena);

	assert_int_equal(cpuinfo.n_mhz, 0);
	assert_int_equal(cpuinfo.n_cores, 3);
}

/* As many packages as lines: their number must not be squared. */
static void many_packages(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer text = { 0 };

	for (int n = 0; n < 200000; n++)
		assert_int_equal(buffer_add_format(&text, "physical id:%d\ncpu cores:1\n\n", n), 0);
	assert_int_equal(parse_good(buffer_text(&text), &arena).n_cores, 200000);
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpuinfo cpuinfo = parse_good(text, &arena);

	assert_true(cpuinfo.n_mhz <= text.length && cpuinfo.n_processors <= text.length);
	assert_true(cpuinfo.n_cores <= MOST_CPUS * (uint64_t)text.length);
	for (size_t n = 0; n < cpuinfo.n_mhz; n++)
		assert_true(cpuinfo.mhz[n] >= 0);
}

static void hostile(void **state _unused_)
{
	with_hostile(text_of(x86_text), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(cores_of_each_package_are_added),
		cmocka_unit_test(later_blocks_replace_earlier),
		cmocka_unit_test(powerpc_and_s390),
		cmocka_unit_test(what_is_not_told_is_not_counted),
		cmocka_unit_test(odd_numbers_are_left_out),
		cmocka_unit_test(many_packages),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
