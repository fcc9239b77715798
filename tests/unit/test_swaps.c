/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/swaps, kernel/arcstats, base/mangled: tables of names and numbers. */
#include "hostile.h"

#include <errno.h>

#include "base/mangled.h"
#include "kernel/arcstats.h"
#include "kernel/swaps.h"

static const char swaps_text[] =
	"Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"
	"/dev/dm-1                               partition\t8388604\t\t12\t\t-2\n"
	"/a\\040b\\134                           file\t4\t\t0\t\t32767\n";

static void devices_and_files(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct swap *list;
	size_t n;

	assert_int_equal(swaps_parse(text_of(swaps_text), &arena, &list, &n), 0);
	assert_int_equal(n, 2);
	assert_text(list[0].name, "/dev/dm-1");
	assert_text(list[0].type, "partition");
	assert_int_equal(list[0].size_bytes.v, UINT64_C(8388604) * 1024);
	assert_int_equal(list[0].used_bytes.v, 12 * 1024);
	assert_int_equal(list[0].priority.v, -2);
	assert_text(list[1].name, "/a b\\");
}

static void odd_lines_are_left_out(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct swap *list;
	size_t n = 9;

	assert_int_equal(
		swaps_parse(TEXT("/a file x -1 1\n/b file 1\n\n/c file 4 4\n"), &arena, &list, &n),
		0);
	assert_int_equal(n, 0);
}

/* "none virtual" is the whole swap space of a container, by lxcfs. */
static void a_number_costs_only_itself(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct swap *list;
	size_t n = 9;

	assert_int_equal(swaps_parse(TEXT("/a file 18446744073709551615 4 1\n/b file 4 -1 1\n"
	                                  "none virtual 4 8 x\n"),
	                             &arena, &list, &n),
	                 0);
	assert_int_equal(n, 3);
	assert_int_equal(list[0].size_bytes.is, ABSENT);
	assert_int_equal(list[0].used_bytes.v, 4096);
	assert_int_equal(list[1].size_bytes.v, 4096);
	assert_int_equal(list[1].used_bytes.is, ABSENT);
	assert_int_equal(list[1].priority.v, 1);
	assert_text(list[2].name, "none");
	assert_int_equal(list[2].used_bytes.v, 8192);
	assert_int_equal(list[2].priority.is, ABSENT);
}

static void assert_decoded(const char *text, const char *want)
{
	char bytes[64];
	struct text decoded = { bytes, strlen(text) };

	memcpy(bytes, text, decoded.length);
	mangled_decode(&decoded);
	assert_true(text_equal(decoded, text_of(want)));
}

static void escapes(void **state _unused_)
{
	assert_decoded("a\\040b\\011\\012\\134", "a b\t\n\\");
	assert_decoded("\\04", "\\04");
	assert_decoded("\\777\\08x\\", "\\777\\08x\\");
}

static void cache_of_zfs(void **state _unused_)
{
	struct opt_u64 size = { 0 };

	assert_int_equal(
		arcstats_parse(TEXT("13 1 0x01 98 26656\nname type data\nhits 4 1\n"
	                            "mru_size 4 2\nsize                            4    77\n"),
	                       &size),
		0);
	assert_int_equal(size.v, 77);
	assert_int_equal(arcstats_parse(TEXT("size 4 -1\nsize\nhits 4 1\n"), &size), -ENODATA);
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct opt_u64 size;
	struct swap *list;
	size_t n;

	assert_int_equal(swaps_parse(text, &arena, &list, &n), 0);
	assert_true(n <= text.length);
	arcstats_parse(text, &size);
}

static void hostile(void **state _unused_)
{
	with_hostile(text_of(swaps_text), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(devices_and_files),
		cmocka_unit_test(odd_lines_are_left_out),
		cmocka_unit_test(a_number_costs_only_itself),
		cmocka_unit_test(escapes),
		cmocka_unit_test(cache_of_zfs),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
