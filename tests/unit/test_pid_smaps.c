/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/pid_smaps: blocks of mappings, their sums, paths that hold anything. */
#include "hostile.h"

#include <errno.h>
#include <stdio.h>

#include "kernel/process/pid_smaps.h"

static const char smaps_text[] =
	"00400000-00500000 r-xp 00000000 08:01 7                 /bin/a b\n"
	"Size:               1024 kB\nRss:                 100 kB\nPss:                  50 kB\n"
	"Private_Clean:        10 kB\nPrivate_Dirty:        20 kB\nSwap:                  5 kB\n"
	"VmFlags: rd ex mr\n"
	"00600000-00601000 rw-p 00000000 00:00 0 \n"
	"Size:                  4 kB\nRss:                   4 kB\nPss:                   4 kB\n"
	"Private_Dirty:         4 kB\nPrivate_Hugetlb:       2 kB\n"
	"00700000-00701000 r-xp 00001000 08:01 7                 /bin/a b\n"
	"Size:                  4 kB\nRss:                   1 kB\n";

static void footprints_are_sums(void **state _unused_)
{
	struct pid_footprint footprint;

	assert_int_equal(pid_footprint_parse(text_of(smaps_text), &footprint), 0);
	assert_int_equal(footprint.uss_bytes, 36 * 1024);
	assert_int_equal(footprint.pss_bytes, 54 * 1024);
	assert_int_equal(footprint.swap_bytes, 5 * 1024);
	assert_int_equal(pid_footprint_parse(TEXT(""), &footprint), 0); /* a task without memory */
	assert_int_equal(footprint.uss_bytes, 0);
}

static void sums_that_do_not_fit_are_refused(void **state _unused_)
{
	static const char half[] = "Pss: 9007199254740992 kB\n"; /* 2⁶³ bytes */
	struct pid_footprint footprint = { .pss_bytes = 7 };
	char text[200];

	snprintf(text, sizeof(text), "%s%s", half, half);
	assert_int_equal(pid_footprint_parse(text_of(text), &footprint), -ERANGE);
	assert_int_equal(footprint.pss_bytes, 7);
	assert_int_equal(pid_footprint_parse(text_of(half), &footprint), 0);
	assert_true(footprint.pss_bytes == UINT64_C(1) << 63);
}

static void mappings_have_addresses_and_paths(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct pid_map *maps;
	size_t n = 0;

	assert_int_equal(pid_maps_parse(text_of(smaps_text), false, &arena, &maps, &n), 0);
	assert_int_equal(n, 3);
	assert_text(maps[0].path, "/bin/a b");
	assert_text(maps[1].addr, "00600000-00601000");
	assert_text(maps[1].perms, "rw-p");
	assert_text(maps[1].path, "[anon]");
	assert_int_equal(maps[0].private_clean_bytes, 10 * 1024);
	assert_int_equal(maps[2].private_clean_bytes, 0);
}

static void one_path_is_one_row(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct pid_map *maps;
	size_t n = 0;

	assert_int_equal(pid_maps_parse(text_of(smaps_text), true, &arena, &maps, &n), 0);
	assert_int_equal(n, 2);
	assert_text(maps[0].path, "/bin/a b");
	assert_int_equal(maps[0].rss_bytes, 101 * 1024);
	assert_int_equal(maps[0].size_bytes, 1028 * 1024);
	assert_text(maps[1].path, "[anon]");
	assert_int_equal(maps[1].rss_bytes, 4 * 1024);
}

static void groups_that_do_not_fit_are_refused(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct pid_map *maps;
	size_t n = 0;

	assert_int_equal(pid_maps_parse(TEXT("1-2 r 0 0 0 /a\nRss: 9007199254740992 kB\n"
	                                     "3-4 r 0 0 0 /a\nRss: 9007199254740992 kB\n"),
	                                true, &arena, &maps, &n),
	                 -ERANGE);
}

/* RISC-V kernels printed keys without values; a line before any mapping belongs to none. */
static void odd_lines_cost_only_themselves(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct pid_footprint footprint;
	struct pid_map *maps;
	size_t n = 0;
	const struct text text = TEXT("Rss: 9 kB\n00400000-00500000 r-xp 00000000 08:01 7 /a\n"
	                              "Size:\nRss: x kB\nPss: 3 kB\nPss: -1 kB\nSwap: 1 MB\n"
	                              "Private_Dirty: 99999999999999999999 kB\nPrivate_Clean: 2");

	assert_int_equal(pid_maps_parse(text, false, &arena, &maps, &n), 0);
	assert_int_equal(n, 1);
	assert_int_equal(maps[0].rss_bytes, 0);
	assert_int_equal(maps[0].pss_bytes, 3 * 1024);
	assert_int_equal(pid_footprint_parse(text, &footprint), 0);
	assert_int_equal(footprint.uss_bytes, 2 * 1024);
	assert_int_equal(footprint.swap_bytes, 0);
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct pid_footprint footprint;
	struct pid_map *maps;
	size_t n_all = 0, n = 0;

	pid_footprint_parse(text, &footprint);
	assert_int_equal(pid_maps_parse(text, false, &arena, &maps, &n_all), 0);
	if (pid_maps_parse(text, true, &arena, &maps, &n) == 0)
		assert_true(n <= n_all);
}

static void hostile(void **state _unused_)
{
	with_hostile(text_of(smaps_text), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(footprints_are_sums),
		cmocka_unit_test(sums_that_do_not_fit_are_refused),
		cmocka_unit_test(mappings_have_addresses_and_paths),
		cmocka_unit_test(one_path_is_one_row),
		cmocka_unit_test(groups_that_do_not_fit_are_refused),
		cmocka_unit_test(odd_lines_cost_only_themselves),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
