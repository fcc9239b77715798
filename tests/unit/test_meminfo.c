/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/meminfo: each key alone, KiB in bytes, nothing that does not fit. */
#include "hostile.h"

#include "kernel/meminfo.h"

static const char meminfo_text[] =
	"MemTotal:       16384 kB\nMemFree:            2 kB\nMemAvailable:       3 kB\n"
	"Buffers:            4 kB\nCached:             5 kB\nSwapCached:         6 kB\n"
	"Active:             7 kB\nInactive:           8 kB\nActive(file):       9 kB\n"
	"Inactive(file):    10 kB\nSwapTotal:         11 kB\nSwapFree:          12 kB\n"
	"Dirty:             13 kB\nShmem:             14 kB\nSlab:              15 kB\n"
	"SReclaimable:      16 kB\nHugePages_Total:    3\nHugePages_Free:     0\n"
	"Hugepagesize:    2048 kB\nCommitted_AS:      17 kB\nNewKey:            18 kB\n";

static void every_key_has_its_member(void **state _unused_)
{
	struct meminfo meminfo;

	meminfo_parse(text_of(meminfo_text), &meminfo);
	assert_int_equal(meminfo.mem_total_bytes.v, 16777216);
	assert_int_equal(meminfo.mem_free_bytes.v, 2048);
	assert_int_equal(meminfo.mem_available_bytes.v, 3072);
	assert_int_equal(meminfo.buffers_bytes.v, 4096);
	assert_int_equal(meminfo.cached_bytes.v, 5120);
	assert_int_equal(meminfo.swap_cached_bytes.v, 6144);
	assert_int_equal(meminfo.active_bytes.v, 7168);
	assert_int_equal(meminfo.inactive_bytes.v, 8192);
	assert_int_equal(meminfo.active_file_bytes.v, 9216);
	assert_int_equal(meminfo.inactive_file_bytes.v, 10240);
	assert_int_equal(meminfo.swap_total_bytes.v, 11264);
	assert_int_equal(meminfo.swap_free_bytes.v, 12288);
	assert_int_equal(meminfo.dirty_bytes.v, 13312);
	assert_int_equal(meminfo.shmem_bytes.v, 14336);
	assert_int_equal(meminfo.slab_bytes.v, 15360);
	assert_int_equal(meminfo.s_reclaimable_bytes.v, 16384);
	assert_int_equal(meminfo.committed_bytes.v, 17408);
	assert_int_equal(meminfo.huge_page_bytes.v, 2097152);
}

/* A count of pages, not of KiB; and none of them is known to be none. */
static void huge_pages_are_counted(void **state _unused_)
{
	struct meminfo meminfo;

	meminfo_parse(text_of(meminfo_text), &meminfo);
	assert_int_equal(meminfo.huge_pages_total.v, 3);
	assert_int_equal(meminfo.huge_pages_free.is, PRESENT);
	assert_int_equal(meminfo.huge_pages_free.v, 0);
}

static void what_is_not_there_is_absent(void **state _unused_)
{
	struct meminfo meminfo;

	meminfo_parse(TEXT("MemTotal:16 kB\nMemFree: 0 kB"), &meminfo);
	assert_int_equal(meminfo.mem_total_bytes.v, 16384);
	assert_int_equal(meminfo.mem_free_bytes.is, PRESENT);
	assert_int_equal(meminfo.mem_available_bytes.is, UNSUPPORTED);
	assert_int_equal(meminfo.swap_total_bytes.is, UNSUPPORTED);
	meminfo_parse(TEXT(""), &meminfo);
	assert_int_equal(meminfo.mem_total_bytes.is, UNSUPPORTED);
}

static void what_is_no_amount_is_absent(void **state _unused_)
{
	struct meminfo meminfo;

	meminfo_parse(TEXT("MemTotal: 16 MB\nMemFree: 99999999999999999999 kB\nNonsense\n"
	                   "MemAvailable:-1 kB\nBuffers:\nCached: 1.5 kB\n"
	                   "SwapTotal:18014398509481984 kB\nHugePages_Total: 3 kB\n"
	                   " Slab: 3 kB\nShmem: 3 kB"),
	              &meminfo);
	assert_int_equal(meminfo.mem_total_bytes.is, ABSENT);
	assert_int_equal(meminfo.mem_free_bytes.is, ABSENT);
	assert_int_equal(meminfo.mem_available_bytes.is, ABSENT);
	assert_int_equal(meminfo.buffers_bytes.is, ABSENT);
	assert_int_equal(meminfo.cached_bytes.is, ABSENT);
	assert_int_equal(meminfo.swap_total_bytes.is, ABSENT); /* 2⁶⁴ bytes */
	assert_int_equal(meminfo.huge_pages_total.is, ABSENT);
	assert_int_equal(meminfo.slab_bytes.is, UNSUPPORTED);
	assert_int_equal(meminfo.shmem_bytes.v, 3072);
}

static void parse(struct text text)
{
	struct meminfo meminfo;

	meminfo_parse(text, &meminfo);
	if (meminfo.mem_total_bytes.is == PRESENT)
		assert_int_equal(meminfo.mem_total_bytes.v % 1024, 0);
}

static void hostile(void **state _unused_)
{
	with_hostile(text_of(meminfo_text), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_has_its_member),
		cmocka_unit_test(huge_pages_are_counted),
		cmocka_unit_test(what_is_not_there_is_absent),
		cmocka_unit_test(what_is_no_amount_is_absent),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
