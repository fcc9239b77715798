/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parsers of the machine's files: right answers, then hostile text. */
#include "hostile.h"

#include <errno.h>
#include <math.h>

#include "base/cpulist.h"
#include "base/number.h"
#include "kernel/cpuinfo.h"
#include "kernel/diskstats.h"
#include "kernel/loadavg.h"
#include "kernel/meminfo.h"
#include "kernel/mounts.h"
#include "kernel/net_dev.h"
#include "kernel/pressure.h"
#include "kernel/proc_stat.h"
#include "kernel/sessions.h"
#include "kernel/system.h"
#include "kernel/uptime.h"
#include "kernel/virtual.h"
#include "kernel/vmstat.h"
#include "kernel/zoneinfo.h"
#include "kernel/zram.h"

#define assert_text(text, literal) assert_true(text_equal(text, TEXT(literal)))

static void test_number(void **state _unused_)
{
	uint64_t u;
	int64_t i;
	double d;

	assert_int_equal(number_parse_u64(TEXT("18446744073709551615"), &u), 0);
	assert_true(u == UINT64_MAX);
	assert_int_equal(number_parse_u64(TEXT("18446744073709551616"), &u), -ERANGE);
	assert_int_equal(number_parse_u64(TEXT(""), &u), -EINVAL);
	assert_int_equal(number_parse_u64(TEXT("-1"), &u), -EINVAL);
	assert_int_equal(number_parse_u64(TEXT("1 "), &u), -EINVAL);
	assert_int_equal(number_parse_i64(TEXT("-9223372036854775808"), &i), 0);
	assert_true(i == INT64_MIN);
	assert_int_equal(number_parse_i64(TEXT("9223372036854775808"), &i), -ERANGE);
	assert_int_equal(number_parse_hex(TEXT("fFf"), &u), 0);
	assert_int_equal(u, 0xfff);
	assert_int_equal(number_parse_octal(TEXT("0777"), &u), 0);
	assert_int_equal(u, 0777);
	assert_int_equal(number_parse_octal(TEXT("8"), &u), -EINVAL);
	assert_int_equal(number_parse_kib(TEXT("16 kB"), &u), 0);
	assert_int_equal(u, 16384);
	assert_int_equal(number_parse_kib(TEXT("18446744073709551615 kB"), &u), -ERANGE);
	assert_int_equal(number_parse_duration(TEXT("1.5h"), &d), 0);
	assert_true(d == 5400);
	assert_int_equal(number_parse_duration(TEXT("250ms"), &d), 0);
	assert_true(d == 0.25);
	assert_true(number_parse_duration(TEXT("-1"), &d) < 0);
	assert_true(number_parse_duration(TEXT("nan"), &d) < 0);
	assert_true(number_parse_duration(TEXT("1e300d"), &d) < 0);
	assert_int_equal(number_parse_size(TEXT("1.5K"), &d), 0);
	assert_true(d == 1536);
	assert_true(number_round1(0.25) == 0.2 && number_round1(0.35) == 0.3);
}

static void test_cpulist(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer text = { 0 };
	uint64_t *cpus;
	size_t n;

	assert_int_equal(cpulist_parse(TEXT("8,0-3,2\n"), &arena, &cpus, &n), 0);
	assert_int_equal(n, 5);
	assert_int_equal(cpus[4], 8);
	assert_int_equal(cpulist_format(cpus, n, &text), 0);
	assert_text(buffer_text(&text), "0-3,8");
	assert_int_equal(cpulist_parse(TEXT("3-1"), &arena, &cpus, &n), -EINVAL);
	assert_int_equal(cpulist_parse(TEXT("0-4294967295"), &arena, &cpus, &n), -ERANGE);
}

static const char stat_text[] = "cpu  1 2 3 4 5 6 7 8 9 10\ncpu0 1 2 3 4\ncpu7 5 6 7 8 9\n"
				"intr 11 0 0\nctxt 12\nbtime 13\nprocesses 14\nprocs_running 15\n"
				"procs_blocked 16\nsoftirq 17 1\nfuture 1\n";

static void test_proc_stat(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct proc_stat stat = { 0 };

	assert_int_equal(proc_stat_parse(text_of(stat_text), &arena, &stat), 0);
	assert_int_equal(stat.n_cpus, 2);
	assert_int_equal(stat.intr.v, 11);
	assert_int_equal(stat.ctxt.v, 12);
	assert_int_equal(stat.btime.v, 13);
	assert_int_equal(stat.procs_blocked.v, 16);
	assert_int_equal(stat.softirq.v, 17);
}

static void test_meminfo(void **state _unused_)
{
	struct meminfo meminfo = { 0 };

	meminfo_parse(
		TEXT("MemTotal:  16 kB\nMemFree: 99999999999999999999 kB\nHugePages_Total: 3\n"
	             "Nonsense\nMemAvailable:-1 kB\nSwapTotal:18014398509481984 kB\n"),
		&meminfo);
	assert_int_equal(meminfo.mem_total_bytes.v, 16384);
	assert_int_equal(meminfo.huge_pages_total.v, 3);
	assert_int_not_equal(meminfo.mem_free_bytes.is, PRESENT);
	assert_int_not_equal(meminfo.mem_available_bytes.is, PRESENT);
	assert_int_not_equal(meminfo.swap_total_bytes.is, PRESENT); /* 2⁶⁴ bytes */
}

static const char diskstats_text[] =
	"   8       0 sda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n"
	"   8       1 sda1 1 2 3 4 5 6 7 8 9 10 11\n   8  2 sda2 1 2 3 4\n 8 3 odd\n";

static void test_diskstats(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct diskstats disks = { 0 };

	assert_int_equal(diskstats_parse(text_of(diskstats_text), &arena, &disks), 0);
	assert_true(disks.n >= 3);
	assert_text(disks.items[0].name, "sda");
	assert_int_equal(disks.items[0].reads, 1);
	assert_int_equal(disks.items[0].read_bytes, 3 * 512);
	assert_int_equal(disks.items[0].writes, 5);
	assert_int_equal(disks.items[0].busy_ms.v, 10);
	assert_int_equal(disks.items[0].discards.v, 12);
	assert_int_equal(disks.items[1].discards.is, ABSENT);
	assert_int_equal(disks.items[2].writes, 3); /* 2.6.24 and before: four numbers */
}

static void test_mounts(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct mount *mounts;
	size_t n;

	assert_int_equal(
		mounts_parse(TEXT("/dev/a /x\\040y\\134z ext4 rw,a 0 0\nnone /t tmpfs rw 0 0\nodd\n"
	                          "/dev/b /e\\09 xfs rw 0 0\n"),
	                     &arena, &mounts, &n),
		0);
	assert_int_equal(n, 3);
	assert_text(mounts[0].mountpoint, "/x y\\z");
	assert_text(mounts[0].opts, "rw,a");
	assert_text(mounts[2].mountpoint, "/e\\09"); /* no octal number: as it is */
}

static const char net_dev_text[] =
	"Inter-|   Receive\n face |bytes\n    lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"
	"eth0:1:18446744073709551615 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\nodd: 1 2\n";

static void test_net_dev(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct net_dev *devices;
	size_t n;

	assert_int_equal(net_dev_parse(text_of(net_dev_text), &arena, &devices, &n), 0);
	assert_true(n >= 2);
	assert_text(devices[0].name, "lo");
	assert_int_equal(devices[0].tx_bytes, 9);
	assert_text(devices[1].name, "eth0:1");
	assert_true(devices[1].rx_bytes == UINT64_MAX);
}

static void test_small_files(void **state _unused_)
{
	struct loadavg load;
	struct pressure pressure;
	struct vmstat vmstat = { 0 };
	struct zram zram;
	struct text name;
	double seconds;

	assert_int_equal(loadavg_parse(TEXT("0.25 0.50 12.75 2/90 4\n"), &load), 0);
	assert_true(load.load1 == 0.25 && load.load15 == 12.75);
	assert_int_equal(loadavg_parse(TEXT("0.25 x"), &load), -EINVAL);
	assert_int_equal(uptime_parse(TEXT("1000.25 1.00\n"), &seconds), 0);
	assert_true(seconds == 1000.25);
	assert_true(uptime_parse(TEXT("inf 1"), &seconds) < 0);
	vmstat_parse(TEXT("pswpin 3\npswpout 18446744073709551615\n"), 4096, &vmstat);
	assert_int_equal(vmstat.pswpin_bytes.v, 12288);
	assert_int_not_equal(vmstat.pswpout_bytes.is, PRESENT);
	assert_int_equal(pressure_parse(TEXT("some avg10=1.50 avg60=x total=7\n"), &pressure), 0);
	assert_true(pressure.some.avg10_percent.v == 1.5);
	assert_int_equal(pressure.some.avg60_percent.is, ABSENT);
	assert_int_equal(pressure.full.total_us.is, ABSENT);
	assert_int_equal(pressure_parse(TEXT("full avg10=1\n"), &pressure), -EINVAL);
	assert_int_equal(zram_parse(TEXT("1 2 3 4"), &zram), 0);
	assert_int_equal(zram.memory_bytes, 3);
	assert_int_equal(zram_parse(TEXT("1 2"), &zram), -EINVAL);
	assert_int_equal(system_os_parse(TEXT("NAME=x\nPRETTY_NAME=\"A B\"\n"), &name), 0);
	assert_text(name, "A B");
	assert_string_equal(virtual_machine_of(TEXT("VMware7,1")), "vmware");
	assert_null(virtual_machine_of(TEXT("PowerEdge")));
}

static void parse_with_arena(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct proc_stat stat = { 0 };
	struct cpuinfo cpuinfo = { 0 };
	struct diskstats disks = { 0 };
	struct mount *mounts;
	struct net_dev *devices;
	struct session *sessions;
	uint64_t *cpus;
	size_t n = 0;

	proc_stat_parse(text, &arena, &stat);
	cpuinfo_parse(text, &arena, &cpuinfo);
	diskstats_parse(text, &arena, &disks);
	mounts_parse(text, &arena, &mounts, &n);
	net_dev_parse(text, &arena, &devices, &n);
	sessions_parse_utmp(text, &arena, &sessions, &n);
	cpulist_parse(text, &arena, &cpus, &n);
}

static void parse_without(struct text text)
{
	struct meminfo meminfo = { 0 };
	struct vmstat vmstat = { 0 };
	struct pressure pressure;
	struct loadavg load;
	struct session session;
	struct zram zram;
	struct text name;
	uint64_t bytes;
	double seconds;

	meminfo_parse(text, &meminfo);
	vmstat_parse(text, 4096, &vmstat);
	zoneinfo_parse(text, 4096, &bytes);
	pressure_parse(text, &pressure);
	loadavg_parse(text, &load);
	uptime_parse(text, &seconds);
	zram_parse(text, &zram);
	system_os_parse(text, &name);
	sessions_parse_logind(text, &session);
	if (number_parse_duration(text, &seconds) == 0)
		assert_true(seconds >= 0 && isfinite(seconds));
	number_parse_size(text, &seconds);
	number_parse_double(text, &seconds);
}

/* Every parser gets every text: that it is of another file must not matter either. */
static void test_hostile(void **state _unused_)
{
	static const struct text texts[] = {
		TEXT(stat_text),
		TEXT(diskstats_text),
		TEXT(net_dev_text),
		TEXT("/dev/a /x\\040y\\134z ext4 rw 0 0\n"),
		TEXT("MemTotal:  16 kB\nHugePages_Total: 3\nMemFree:18014398509481984 kB\n"),
		TEXT("processor\t: 0\ncpu MHz\t\t: 1500.5\nphysical id\t: 0\ncpu cores\t: 2\n\n"),
		TEXT("Node 0, zone DMA\n  pages free 5\n        low      7\n"),
		TEXT("some avg10=4.15 avg60=1.96 avg300=3.18 total=607829857\n"),
		TEXT("PRETTY_NAME=\"A B\"\nUSER=x\nTTY=y\nREALTIME=17\nACTIVE=1\n"),
		TEXT("1.5h"),
		TEXT("0-3,8-10"),
	};

	for (size_t n = 0; n < ARRAY_SIZE(texts); n++) {
		with_prefixes(texts[n], parse_with_arena);
		with_prefixes(texts[n], parse_without);
		with_changed_bytes(texts[n], parse_with_arena);
		with_changed_bytes(texts[n], parse_without);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_number),    cmocka_unit_test(test_cpulist),
		cmocka_unit_test(test_proc_stat), cmocka_unit_test(test_meminfo),
		cmocka_unit_test(test_diskstats), cmocka_unit_test(test_mounts),
		cmocka_unit_test(test_net_dev),   cmocka_unit_test(test_small_files),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
