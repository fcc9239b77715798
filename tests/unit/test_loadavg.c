/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/loadavg, uptime, vmstat, zoneinfo, zram, pressure: files of a few numbers. */
#include "tree.h"

#include <errno.h>
#include <math.h>

#include "kernel/loadavg.h"
#include "kernel/pressure.h"
#include "kernel/uptime.h"
#include "kernel/vmstat.h"
#include "kernel/zoneinfo.h"
#include "kernel/zram.h"

static void load_averages(void **state _unused_)
{
	static const struct text odd[] = {
		TEXT(""),
		TEXT("0.25"),
		TEXT("0.25 0.50\n"),
		TEXT("0,25 0,50 0,75"),
	};
	struct loadavg load = { .load1.v = 7 };

	for (size_t n = 0; n < ARRAY_SIZE(odd); n++)
		assert_int_equal(loadavg_parse(odd[n], &load), -EINVAL);
	assert_true(load.load1.v == 7);
	assert_int_equal(loadavg_parse(TEXT("0.25 0.50 12.75 2/90 4\n"), &load), 0);
	assert_true(load.load1.v == 0.25 && load.load5.v == 0.5 && load.load15.v == 12.75);
}

static void a_load_costs_only_itself(void **state _unused_)
{
	static const struct text odd[] = { TEXT("-0.25 0.5 1 1/2 3"), TEXT("nan 0.5 1"),
		                           TEXT("inf 0.5 1"), TEXT("1e999 0.5 1"),
		                           TEXT("0.2\0005 0.5 1") };
	struct loadavg load;

	for (size_t n = 0; n < ARRAY_SIZE(odd); n++) {
		assert_int_equal(loadavg_parse(odd[n], &load), 0);
		assert_int_equal(load.load1.is, ABSENT);
		assert_true(load.load5.v == 0.5 && load.load15.v == 1);
	}
	assert_int_equal(loadavg_parse(TEXT("0.25 x 1 1/2 3"), &load), 0);
	assert_int_equal(load.load5.is, ABSENT);
	assert_true(load.load1.v == 0.25 && load.load15.v == 1);
}

static void threads_are_behind_the_slash(void **state _unused_)
{
	uint64_t n = 7;

	assert_int_equal(loadavg_parse_threads(TEXT("0.25 0.50 0.75 2 4321\n"), &n), -EINVAL);
	assert_int_equal(loadavg_parse_threads(TEXT("0.25 0.50 0.75 2/"), &n), -EINVAL);
	assert_int_equal(loadavg_parse_threads(TEXT("0.25 0.50 0.75 2/x"), &n), -EINVAL);
	assert_int_equal(loadavg_parse_threads(TEXT("0.25 0.50 0.75 2/-1 5"), &n), -EINVAL);
	assert_int_equal(loadavg_parse_threads(TEXT("0 0 0 2/99999999999999999999 5"), &n),
	                 -ERANGE);
	assert_int_equal(n, 7);
	assert_int_equal(loadavg_parse_threads(TEXT("0.25 0.50 0.75 2/90 4321\n"), &n), 0);
	assert_int_equal(n, 90);
}

static void uptimes(void **state _unused_)
{
	static const struct text odd[] = { TEXT(""),        TEXT("\n"),     TEXT("inf 1"),
		                           TEXT("-5 1"),    TEXT("x"),      TEXT("nan"),
		                           TEXT("1e999 0"), TEXT("0x10 0"), TEXT("1\0002") };
	double seconds = 7;

	for (size_t n = 0; n < ARRAY_SIZE(odd); n++)
		assert_int_equal(uptime_parse(odd[n], &seconds), -EINVAL);
	assert_true(seconds == 7);
	assert_int_equal(uptime_parse(TEXT("1000.25 1.00\n"), &seconds), 0);
	assert_true(seconds == 1000.25);
	assert_int_equal(uptime_parse(TEXT("0.00 0.00"), &seconds), 0);
	assert_true(seconds == 0);
}

/* Pages, in bytes of the page size (P-291). */
static void what_was_swapped(void **state _unused_)
{
	struct vmstat vmstat;

	vmstat_parse(TEXT("pgpgin 9\npswpin 3\npswpout 18446744073709551615\n"), 4096, &vmstat);
	assert_int_equal(vmstat.pswpin_bytes.v, 12288);
	assert_int_equal(vmstat.pswpout_bytes.is, ABSENT);
	assert_int_equal(vmstat.pgpgin_bytes.v, 9216);
	assert_int_equal(vmstat.oom_kill.is, ABSENT);
	vmstat_parse(TEXT("pgmajfault 7\noom_kill 2\noom_kill_x 3\npgpgout 18014398509481984\n"),
	             4096, &vmstat);
	assert_int_equal(vmstat.pgmajfault.v, 7);
	assert_int_equal(vmstat.oom_kill.v, 2);
	assert_int_equal(vmstat.pgpgout_bytes.is, ABSENT);
	vmstat_parse(TEXT("pswpin -1\npswpout 2"), 65536, &vmstat);
	assert_int_equal(vmstat.pswpin_bytes.is, ABSENT);
	assert_int_equal(vmstat.pswpout_bytes.v, 131072);
	vmstat_parse(TEXT("pswpin_x 1\npswpin\n"), 4096, &vmstat);
	assert_int_equal(vmstat.pswpin_bytes.is, ABSENT);
}

static void low_watermarks_are_added(void **state _unused_)
{
	uint64_t bytes = 7;

	assert_int_equal(
		zoneinfo_parse(TEXT("Node 0, zone DMA\n  pages free 5\n        min      2\n"
	                            "        low      3\n        high     4\nlow x\nlow\n"
	                            "Node 0, zone Normal\n        low      4"),
	                       4096, &bytes),
		0);
	assert_int_equal(bytes, 28672);
	assert_int_equal(zoneinfo_parse(TEXT("low 4503599627370496\n"), 4096, &bytes), -ERANGE);
	assert_int_equal(zoneinfo_parse(TEXT("low 4503599627370495\nlow 1\n"), 4096, &bytes),
	                 -ERANGE);
	assert_int_equal(bytes, 28672);
	assert_int_equal(zoneinfo_parse(TEXT(""), 4096, &bytes), 0);
	assert_int_equal(bytes, 0);
}

static const char pressure_text[] = "some avg10=1.50 avg60=2.25 avg300=3.00 total=7\n"
				    "full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n";

static void pressure_of_some_and_all(void **state _unused_)
{
	struct pressure pressure;

	assert_int_equal(pressure_parse(text_of(pressure_text), &pressure), 0);
	assert_true(pressure.some.avg10_percent.v == 1.5);
	assert_true(pressure.some.avg60_percent.v == 2.25);
	assert_true(pressure.some.avg300_percent.v == 3);
	assert_int_equal(pressure.some.total_us.v, 7);
	assert_int_equal(pressure.full.total_us.is, PRESENT); /* 0, as the kernel says */
}

static void odd_pressure(void **state _unused_)
{
	struct pressure pressure;

	assert_int_equal(
		pressure_parse(TEXT("some avg10=-1 avg60=x avg300=nan total=-7 new=1 avg10\n"
	                            "more avg10=9\n\nfull avg10=2 total=99999999999999999999"),
	                       &pressure),
		0);
	assert_int_equal(pressure.some.avg10_percent.is, ABSENT);
	assert_int_equal(pressure.some.avg60_percent.is, ABSENT);
	assert_int_equal(pressure.some.avg300_percent.is, ABSENT);
	assert_int_equal(pressure.some.total_us.is, ABSENT);
	assert_true(pressure.full.avg10_percent.v == 2);
	assert_int_equal(pressure.full.total_us.is, ABSENT);
	assert_int_equal(pressure_parse(TEXT("full avg10=1\n"), &pressure), -EINVAL);
	assert_int_equal(pressure_parse(TEXT(""), &pressure), -EINVAL);
	assert_int_equal(pressure_parse(TEXT("\0some"), &pressure), -EINVAL);
}

/* The first and third numbers of mm_stat: what is stored and what it takes (zram.rst). */
static void zram_devices(void **state _unused_)
{
	static const struct text odd[] = { TEXT(""), TEXT("1 2"), TEXT("1 x 3"), TEXT("1 2 -3"),
		                           TEXT("18446744073709551616 2 3") };
	struct zram zram = { .data_bytes = 7 };

	for (size_t n = 0; n < ARRAY_SIZE(odd); n++)
		assert_int_equal(zram_parse(odd[n], &zram), -EINVAL);
	assert_int_equal(zram.data_bytes, 7);
	assert_int_equal(zram_parse(TEXT("  1 2 3 4"), &zram), 0);
	assert_int_equal(zram.data_bytes, 1);
	assert_int_equal(zram.memory_bytes, 3);
}

/* A device that does not fit into the sum is left out whole, and the others stay. */
static void sums_of_zram_never_wrap(void **state _unused_)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct zram zram = { 0 };

	assert_int_equal(zram_read(&scratch, &zram), -ENOENT);
	tree_write("sys/block/sda/mm_stat", TEXT("9 9 9\n"));
	tree_write("sys/block/zram7/mm_stat", TEXT("x\n"));
	assert_int_equal(zram_read(&scratch, &zram), -ENOENT);
	tree_write("sys/block/zram0/mm_stat", TEXT("4096 9 18446744073709551615\n"));
	tree_write("sys/block/zram1/mm_stat", TEXT("8192 9 18446744073709551615\n"));
	assert_int_equal(zram_read(&scratch, &zram), 0);
	assert_true(zram.data_bytes == 4096 || zram.data_bytes == 8192);
	assert_true(zram.memory_bytes == UINT64_MAX);
	tree_write("sys/block/zram1/mm_stat", TEXT("8192 9 0\n"));
	assert_int_equal(zram_read(&scratch, &zram), 0);
	assert_int_equal(zram.data_bytes, 12288);
}

/* Of a recorded host, none of this is of the machine that the test runs on. */
static void files_of_a_recorded_host(void **state _unused_)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct pressure pressure;
	struct loadavg load;
	struct vmstat vmstat;
	uint64_t n;
	double seconds;

	assert_int_equal(loadavg_read(&scratch, &load), -ENOENT);
	assert_int_equal(loadavg_read_threads(&scratch, &n), -ENOENT);
	assert_int_equal(uptime_read(&seconds), -ENOENT);
	assert_int_equal(vmstat_read(&scratch, &vmstat), -ENOENT);
	assert_int_equal(zoneinfo_read(&scratch, &n), -ENOENT);
	assert_int_equal(pressure_read(-EACCES, "x", &scratch, &pressure), -EACCES);
	assert_int_equal(pressure_read(root_open(ROOT_PROC), "x", &scratch, &pressure), -ENOENT);
	tree_write("proc/loadavg", TEXT("1 2 3 4/5 6\n"));
	tree_write("proc/uptime", TEXT("8 9\n"));
	tree_write("proc/vmstat", TEXT("pswpin 0\n"));
	tree_write("proc/zoneinfo", TEXT("low 0\n"));
	assert_int_equal(loadavg_read(&scratch, &load), 0);
	assert_true(load.load15.v == 3);
	assert_int_equal(loadavg_read_threads(&scratch, &n), 0);
	assert_int_equal(n, 5);
	assert_int_equal(uptime_read(&seconds), 0);
	assert_true(seconds == 8);
	assert_int_equal(vmstat_read(&scratch, &vmstat), 0);
	assert_int_equal(vmstat.pswpin_bytes.is, PRESENT);
	assert_int_equal(zoneinfo_read(&scratch, &n), 0);
	assert_int_equal(n, 0);
}

static void parse(struct text text)
{
	struct loadavg load;
	struct vmstat vmstat;
	struct pressure pressure;
	struct zram zram;
	uint64_t n;
	double seconds;

	if (loadavg_parse(text, &load) == 0)
		assert_true(load.load1.v >= 0 && load.load15.v >= 0 && isfinite(load.load5.v));
	if (uptime_parse(text, &seconds) == 0)
		assert_true(seconds >= 0 && isfinite(seconds));
	if (pressure_parse(text, &pressure) == 0)
		assert_true(pressure.some.avg10_percent.v >= 0 &&
		            pressure.full.avg60_percent.v >= 0);
	vmstat_parse(text, 4096, &vmstat);
	assert_int_equal(vmstat.pswpin_bytes.v % 4096, 0);
	if (zoneinfo_parse(text, 4096, &n) == 0)
		assert_int_equal(n % 4096, 0);
	loadavg_parse_threads(text, &n);
	zram_parse(text, &zram);
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT("0.25 0.50 12.75 2/90 4\n"), parse);
	with_hostile(TEXT("pswpin 3\npswpout 4\n"), parse);
	with_hostile(TEXT("Node 0, zone DMA\n  pages free 5\n        low      7\n"), parse);
	with_hostile(text_of(pressure_text), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(load_averages),
		tree_test(threads_are_behind_the_slash),
		tree_test(a_load_costs_only_itself),
		tree_test(uptimes),
		tree_test(what_was_swapped),
		tree_test(low_watermarks_are_added),
		tree_test(pressure_of_some_and_all),
		tree_test(odd_pressure),
		tree_test(zram_devices),
		tree_test(sums_of_zram_never_wrap),
		tree_test(files_of_a_recorded_host),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
