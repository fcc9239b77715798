/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The readers of /proc/PID: each file missing, of another kind, and as it should be. */
#include "tree.h"

#include <errno.h>

#include "kernel/meminfo.h"
#include "kernel/process/pid_cgroup.h"
#include "kernel/process/pid_cmdline.h"
#include "kernel/process/pid_environ.h"
#include "kernel/process/pid_io.h"
#include "kernel/process/pid_limits.h"
#include "kernel/process/pid_smaps.h"
#include "kernel/process/pid_stat.h"
#include "kernel/process/pid_statm.h"
#include "kernel/process/pid_status.h"
#include "kernel/process/proc_pids.h"

static struct arena arena;
static struct buffer scratch;

static int read_stat(int dir)
{
	struct pid_stat stat;

	return pid_stat_read(dir, "stat", &scratch, &stat);
}

static int read_status(int dir)
{
	struct pid_status status;

	return pid_status_read(dir, "status", &scratch, &status);
}

static int read_statm(int dir)
{
	struct pid_statm statm;

	return pid_statm_read(dir, &scratch, &statm);
}

static int read_io(int dir)
{
	struct pid_io io;

	return pid_io_read(dir, &scratch, &io);
}

static int read_limits(int dir)
{
	struct pid_limits limits;

	return pid_limits_read(dir, &scratch, &limits);
}

static int read_cmdline(int dir)
{
	struct pid_cmdline cmdline;

	return pid_cmdline_read(dir, "cmdline", NULL, TEXT(""), &scratch, &arena, &cmdline);
}

static int read_environ(int dir)
{
	struct map map;

	return pid_environ_read(dir, &scratch, &arena, &map);
}

static int read_cgroup(int dir)
{
	struct pid_cgroup cgroup;

	return pid_cgroup_read(dir, &scratch, &arena, &cgroup);
}

static int read_maps(int dir)
{
	struct pid_map *maps;
	size_t n;

	return pid_maps_read(dir, true, &scratch, &arena, &maps, &n);
}

static int read_footprint(int dir)
{
	struct pid_footprint footprint;

	return pid_footprint_read(dir, &scratch, &footprint);
}

/* A reader, its file, that file as it should be, and what an empty one is. */
static const struct {
	const char *name;
	int (*read)(int dir);
	struct text good;
	int when_empty;
} readers[] = {
	{ "stat", read_stat, TEXT("42 (a) S 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 7\n"), -EINVAL },
	{ "status", read_status, TEXT("Tgid:\t42\n"), 0 },
	{ "statm", read_statm, TEXT("1 2 3 4 0 5 0\n"), -EINVAL },
	{ "io", read_io, TEXT("rchar: 1\n"), -EINVAL },
	{ "limits", read_limits, TEXT("Max cpu time 1 2 seconds\n"), -EINVAL },
	{ "cmdline", read_cmdline, TEXT("a\0"), 0 },
	{ "environ", read_environ, TEXT("A=1\0"), 0 },
	{ "cgroup", read_cgroup, TEXT("0::/\n"), -EINVAL },
	{ "smaps", read_maps, TEXT("1-2 r 0 0 0 /no (deleted)\nRss: 1 kB\n"), 0 },
	{ "smaps", read_footprint, TEXT("Pss: 1 kB\n"), 0 }, /* instead of smaps_rollup */
	{ "smaps_rollup", read_footprint, TEXT("Pss: 1 kB\n"), 0 },
};

static void each_file_by_itself(void **state _unused_)
{
	for (size_t n = 0; n < ARRAY_SIZE(readers); n++) {
		_cleanup_close_ int dir = -1;
		char name[64];

		tree_clear(NULL);
		tree_write("proc/42/other", TEXT(""));
		dir = pid_open(42);
		snprintf(name, sizeof(name), "proc/42/%s", readers[n].name);
		assert_int_equal(readers[n].read(dir), -ENOENT);
		tree_write(name, readers[n].good);
		assert_int_equal(readers[n].read(dir), 0);
		tree_write(name, TEXT(""));
		assert_int_equal(readers[n].read(dir), readers[n].when_empty);
		tree_spoil(name, 0);
		assert_int_equal(readers[n].read(dir), -EISDIR);
		tree_spoil(name, 1);
		assert_int_equal(readers[n].read(dir), readers[n].when_empty);
		tree_spoil(name, 2);
		assert_int_equal(readers[n].read(dir), -ELOOP);
	}
	arena_done(&arena);
	buffer_done(&scratch);
}

static void a_stat_without_its_directory(void **state _unused_)
{
	struct pid_stat stat;

	assert_int_equal(pid_stat_read_pid(42, &scratch, &stat), -ESRCH);
	tree_write("proc/42", TEXT("a file"));
	assert_int_equal(pid_stat_read_pid(42, &scratch, &stat), -ESRCH);
	tree_write("proc/43/stat", readers[0].good);
	assert_int_equal(pid_stat_read_pid(43, &scratch, &stat), 0);
	assert_int_equal(stat.starttime_ticks, 7);
	buffer_done(&scratch);
}

/* The suffix of a deleted file goes; in a group of mappings too. */
static void paths_of_mappings_are_clean(void **state _unused_)
{
	_cleanup_close_ int dir = -1;
	struct pid_map *maps;
	size_t n;

	tree_write("proc/42/smaps", TEXT("1-2 r 0 0 0 /no/such (deleted)\nRss: 1 kB\n"
	                                 "3-4 r 0 0 0 /no/such\nRss: 1 kB\n"));
	dir = pid_open(42);
	assert_int_equal(pid_maps_read(dir, false, &scratch, &arena, &maps, &n), 0);
	assert_int_equal(n, 2);
	assert_text(maps[0].path, "/no/such");
	arena_done(&arena);
	buffer_done(&scratch);
}

static void memory_of_the_machine(void **state _unused_)
{
	struct meminfo meminfo = { 0 };

	assert_int_equal(meminfo_read(&scratch, &meminfo), -ENOENT);
	tree_write("proc/meminfo", TEXT("MemTotal: 1 kB\n"));
	assert_int_equal(meminfo_read(&scratch, &meminfo), 0);
	assert_int_equal(meminfo.mem_total_bytes.v, 1024);
	buffer_done(&scratch);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(each_file_by_itself),
		tree_test(a_stat_without_its_directory),
		tree_test(paths_of_mappings_are_clean),
		tree_test(memory_of_the_machine),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
