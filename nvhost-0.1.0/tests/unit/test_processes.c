/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parsers of the files below /proc/PID: right answers, then hostile text. */
#include "hostile.h"

#include <errno.h>

#include "kernel/pid_cgroup.h"
#include "kernel/pid_cmdline.h"
#include "kernel/pid_environ.h"
#include "kernel/pid_fd.h"
#include "kernel/pid_io.h"
#include "kernel/pid_limits.h"
#include "kernel/pid_smaps.h"
#include "kernel/pid_stat.h"
#include "kernel/pid_statm.h"
#include "kernel/pid_status.h"

#define assert_text(text, literal) assert_true(text_equal(text, TEXT(literal)))

static const char stat_text[] =
	"42 (a) S 1 (b) R 1 43 44 34816 45 4194304 10 11 12 13 150 50 7 3 20 5 6 0 5000 4096000 100 "
	"18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 1 3 2 25 0 0 0 0 0 0 0 0 0 256\n";

static void test_stat(void **state _unused_)
{
	struct pid_stat stat;

	assert_int_equal(pid_stat_parse(text_of(stat_text), &stat), 0);
	assert_text(stat.comm, "a) S 1 (b");
	assert_int_equal(stat.state, 'R');
	assert_int_equal(stat.ppid, 1);
	assert_int_equal(stat.pgrp, 43);
	assert_int_equal(stat.session, 44);
	assert_int_equal(stat.tty_nr, 34816);
	assert_int_equal(stat.minflt, 10);
	assert_int_equal(stat.majflt, 12);
	assert_int_equal(stat.utime_ticks, 150);
	assert_int_equal(stat.nice, 5);
	assert_int_equal(stat.num_threads, 6);
	assert_int_equal(stat.starttime_ticks, 5000);
	assert_int_equal(stat.processor.v, 1);
	assert_int_equal(stat.rt_priority.v, 3);
	assert_int_equal(stat.policy.v, 2);
	assert_int_equal(stat.blkio_ticks.v, 25);
	assert_int_equal(stat.exit_code.v, 256);
}

/* Newlines and all else may stand in a name; behind the start time an old kernel may end. */
static void test_stat_odd(void **state _unused_)
{
	struct pid_stat stat;

	assert_int_equal(
		pid_stat_parse(TEXT("1 (\n) ( ) Z 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 -20 1 0 7"),
	                       &stat),
		0);
	assert_text(stat.comm, "\n) ( ");
	assert_int_equal(stat.tpgid, -1);
	assert_int_equal(stat.nice, -20);
	assert_int_equal(stat.starttime_ticks, 7);
	assert_int_equal(stat.processor.is, ABSENT);
	assert_int_equal(pid_stat_parse(TEXT("1 (a S 0 0"), &stat), -EINVAL);
	assert_int_equal(pid_stat_parse(TEXT("1 (a) S 0"), &stat), -EINVAL);
	assert_true(pid_stat_parse(TEXT("1 (a) S 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 "
	                                "18446744073709551616 0 0"),
	                           &stat) < 0);
}

static void parse_stat(struct text text)
{
	struct pid_stat stat;

	if (pid_stat_parse(text, &stat) == 0)
		assert_true(stat.comm.length <= text.length);
}

static const char status_text[] =
	"Name:\tx\\ny\nUmask:\t0022\nTgid:\t42\nUid:\t1\t2\t3\t4\nGid:\t5\t6\t7\t8\nVmPeak:\t    9 kB\n"
	"VmHWM:\t   10 kB\nThreads:\t11\nSigIgn:\t0000000000001000\nCapEff:\t000001ffffffffff\n"
	"NoNewPrivs:\t1\nSeccomp:\t2\nNewThing:\t9\nCpus_allowed_list:\t0-3,8\n"
	"voluntary_ctxt_switches:\t12\nnonvoluntary_ctxt_switches:\t13\n";

static void test_status(void **state _unused_)
{
	struct pid_status status;

	pid_status_parse(text_of(status_text), &status);
	assert_int_equal(status.tgid.v, 42);
	assert_int_equal(status.uid_real.v, 1);
	assert_int_equal(status.uid_saved.v, 3);
	assert_int_equal(status.gid_effective.v, 6);
	assert_int_equal(status.vm_peak_bytes.v, 9216);
	assert_int_equal(status.vm_hwm_bytes.v, 10240);
	assert_int_equal(status.threads.v, 11);
	assert_int_equal(status.signals_ignored.v, 0x1000);
	assert_int_equal(status.cap_effective.v, 0x1ffffffffff);
	assert_int_equal(status.seccomp.v, 2);
	assert_int_equal(status.involuntary_switches.v, 13);
	assert_text(status.cpus_allowed, "0-3,8");
	assert_int_equal(status.vm_swap_bytes.is, ABSENT);
	pid_status_parse(
		TEXT("Threads:\t-1\nVmHWM:\t99999999999999999999 kB\nVmSwap:\t18446744073709551615 kB\n"
	             "Tgid:\t7x\n"),
		&status);
	assert_int_equal(status.threads.is, ABSENT);
	assert_int_equal(status.vm_hwm_bytes.is, ABSENT);
	assert_int_equal(status.vm_swap_bytes.is, ABSENT); /* times 1024 it does not fit */
	assert_int_equal(status.tgid.is, ABSENT);
}

static void parse_status(struct text text)
{
	struct pid_status status;

	pid_status_parse(text, &status);
	assert_true(status.cpus_allowed.length <= text.length);
}

static void test_statm(void **state _unused_)
{
	struct pid_statm statm = { 0 };

	assert_int_equal(pid_statm_parse(TEXT("5 4 3 2 0 1 0\n"), 4096, &statm), 0);
	assert_int_equal(statm.vms_bytes.v, 20480);
	assert_int_equal(statm.rss_bytes.v, 16384);
	assert_int_equal(statm.shared_bytes.v, 12288);
	assert_int_equal(statm.text_bytes.v, 8192);
	assert_int_equal(statm.data_bytes.v, 4096);
	assert_int_equal(pid_statm_parse(TEXT("5 18446744073709551 3 2 0 1 0\n"), 4096, &statm), 0);
	assert_int_not_equal(statm.rss_bytes.is, PRESENT);
	assert_int_equal(statm.shared_bytes.v, 12288);
}

static void parse_statm(struct text text)
{
	struct pid_statm statm = { 0 };

	pid_statm_parse(text, 4096, &statm);
}

static void test_io(void **state _unused_)
{
	struct pid_io io;

	assert_int_equal(pid_io_parse(TEXT("rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 5\n"
	                                   "write_bytes: 6\ncancelled_write_bytes: 7\nnew: 8\n"),
	                              &io),
	                 0);
	assert_int_equal(io.read_chars.v, 1);
	assert_int_equal(io.write_calls.v, 4);
	assert_int_equal(io.write_bytes.v, 6);
	assert_int_equal(pid_io_parse(TEXT("rchar: 99999999999999999999\nwchar: 2\n"), &io), 0);
	assert_int_equal(io.read_chars.is, ABSENT);
	assert_int_equal(io.write_chars.v, 2);
	assert_int_equal(pid_io_parse(TEXT(""), &io), -EINVAL);
}

static void parse_io(struct text text)
{
	struct pid_io io;

	pid_io_parse(text, &io);
}

static const char limits_text[] =
	"Limit                     Soft Limit           Hard Limit           Units     \n"
	"Max cpu time              unlimited            unlimited            seconds   \n"
	"Max open files            1024                 4096                 files     \n"
	"Max nice priority         0                    0                    \n"
	"Max of the future         1                    2                    things    \n";

static void test_limits(void **state _unused_)
{
	struct pid_limits limits;

	assert_int_equal(pid_limits_parse(text_of(limits_text), &limits), 0);
	assert_int_equal(limits.limits[LIMIT_CPU].soft.v, -1);
	assert_int_equal(limits.limits[LIMIT_NOFILE].soft.v, 1024);
	assert_int_equal(limits.limits[LIMIT_NOFILE].hard.v, 4096);
	assert_int_equal(limits.limits[LIMIT_NICE].hard.v, 0);
	assert_int_equal(limits.limits[LIMIT_AS].soft.is, ABSENT);
	assert_int_equal(pid_limits_parse(TEXT("Limit\n"), &limits), -EINVAL);
}

static void parse_limits(struct text text)
{
	struct pid_limits limits;

	pid_limits_parse(text, &limits);
}

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

static void test_smaps(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct pid_footprint footprint;
	struct pid_map *maps;
	size_t n = 0;

	assert_int_equal(pid_footprint_parse(text_of(smaps_text), &footprint), 0);
	assert_int_equal(footprint.uss_bytes, 36 * 1024);
	assert_int_equal(footprint.pss_bytes, 54 * 1024);
	assert_int_equal(footprint.swap_bytes, 5 * 1024);
	assert_int_equal(pid_maps_parse(text_of(smaps_text), true, &arena, &maps, &n), 0);
	assert_int_equal(n, 2);
	assert_text(maps[0].path, "/bin/a b");
	assert_int_equal(maps[0].rss_bytes, 101 * 1024);
	assert_int_equal(maps[0].size_bytes, 1028 * 1024);
	assert_int_equal(pid_maps_parse(text_of(smaps_text), false, &arena, &maps, &n), 0);
	assert_int_equal(n, 3);
	assert_text(maps[1].addr, "00600000-00601000");
	assert_text(maps[1].perms, "rw-p");
}

static void parse_smaps(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct pid_footprint footprint;
	struct pid_map *maps;
	size_t n = 0;

	pid_footprint_parse(text, &footprint);
	pid_maps_parse(text, false, &arena, &maps, &n);
	pid_maps_parse(text, true, &arena, &maps, &n);
}

static void test_cmdline(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct texts words = { 0 };

	assert_int_equal(pid_cmdline_parse(TEXT("/bin/a\0-x\0\0y z\0"), &arena, &words), 0);
	assert_int_equal(words.n, 4);
	assert_text(words.items[1], "-x");
	assert_int_equal(words.items[2].length, 0);
	assert_text(words.items[3], "y z");
	assert_int_equal(pid_cmdline_parse(TEXT(""), &arena, &words), 0);
	assert_int_equal(words.n, 0);
	assert_int_equal(words.is, PRESENT);
}

static void parse_cmdline(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct texts words = { 0 };

	assert_int_equal(pid_cmdline_parse(text, &arena, &words), 0);
}

static void test_environ(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct map map = { 0 };

	assert_int_equal(pid_environ_parse(TEXT("A=1\0B=x=y\0"), &arena, &map), 0);
	assert_int_equal(map.n, 2);
	assert_text(map.items[1].name, "B");
	assert_text(map.items[1].value, "x=y");
}

static void parse_environ(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct map map = { 0 };

	pid_environ_parse(text, &arena, &map);
}

static void test_fdinfo(void **state _unused_)
{
	struct pid_fd fd = { 0 };

	pid_fd_parse_info(TEXT("pos:\t12\nflags:\t0102001\nmnt_id:\t9\nino:\t7\n"), &fd);
	assert_int_equal(fd.position.v, 12);
	assert_int_equal(fd.flags.v, 0102001);
	assert_string_equal(pid_fd_mode(0), "r");
	assert_string_equal(pid_fd_mode(02), "r+");
	assert_string_equal(pid_fd_mode(02001), "a");
	assert_string_equal(pid_fd_kind(TEXT("socket:[12]")), "socket");
	assert_string_equal(pid_fd_kind(TEXT("anon_inode:[eventpoll]")), "epoll");
	assert_null(pid_fd_kind(TEXT("/etc/passwd")));
}

static void parse_fdinfo(struct text text)
{
	struct pid_fd fd = { 0 };

	pid_fd_parse_info(text, &fd);
	pid_fd_kind(text);
}

static void test_cgroup(void **state _unused_)
{
	struct pid_cgroup cgroup;

	assert_int_equal(
		pid_cgroup_parse(TEXT("12:pids:/x\n1:name=systemd:/system.slice/a.service\n0::/\n"),
	                         &cgroup),
		0);
	assert_text(cgroup.path, "/system.slice/a.service");
	assert_text(cgroup.unit, "a.service");
	assert_text(cgroup.slice, "system.slice");
	assert_int_equal(pid_cgroup_parse(TEXT("0::/lxc/web/init.scope\n"), &cgroup), 0);
	assert_text(cgroup.container, "web");
	assert_int_equal(pid_cgroup_parse(TEXT("0::/machine.slice/machine-deb.scope\n"), &cgroup),
	                 0);
	assert_text(cgroup.container, "deb");
	assert_int_equal(pid_cgroup_parse(TEXT("0::/lxc.payload.a.b/c\n"), &cgroup), 0);
	assert_text(cgroup.container, "a.b");
	assert_null(cgroup.unit.bytes);
	assert_int_equal(pid_cgroup_parse(TEXT("rubbish\n"), &cgroup), -EINVAL);
	assert_int_equal(pid_cgroup_parse(TEXT(""), &cgroup), -EINVAL);
}

static void parse_cgroup(struct text text)
{
	struct pid_cgroup cgroup;

	pid_cgroup_parse(text, &cgroup);
}

static void test_hostile(void **state _unused_)
{
	static const struct {
		struct text text;
		void (*parse)(struct text text);
	} all[] = {
		{ TEXT(stat_text), parse_stat },
		{ TEXT(status_text), parse_status },
		{ TEXT("5 4 3 2 0 1 0\n"), parse_statm },
		{ TEXT("rchar: 1\nwchar: 2\nread_bytes: 5\n"), parse_io },
		{ TEXT(limits_text), parse_limits },
		{ TEXT(smaps_text), parse_smaps },
		{ TEXT("/bin/a\0-x\0\0y z"), parse_cmdline },
		{ TEXT("A=1\0B=x=y\0C"), parse_environ },
		{ TEXT("pos:\t12\nflags:\t0102001\nmnt_id:\t9\n"), parse_fdinfo },
		{ TEXT("socket:[12]"), parse_fdinfo },
		{ TEXT("1:name=systemd:/a.slice/user@1.service/_b.service\n0::/\n"), parse_cgroup },
	};

	for (size_t n = 0; n < ARRAY_SIZE(all); n++) {
		with_prefixes(all[n].text, all[n].parse);
		with_changed_bytes(all[n].text, all[n].parse);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stat),    cmocka_unit_test(test_stat_odd),
		cmocka_unit_test(test_status),  cmocka_unit_test(test_statm),
		cmocka_unit_test(test_io),      cmocka_unit_test(test_limits),
		cmocka_unit_test(test_smaps),   cmocka_unit_test(test_cmdline),
		cmocka_unit_test(test_environ), cmocka_unit_test(test_fdinfo),
		cmocka_unit_test(test_cgroup),  cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
