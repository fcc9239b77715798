/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/cgroup: levels of both versions, and what they do not say. */
#include "tree.h"

#include <errno.h>

#include "kernel/cgroup.h"
#include "kernel/cgroup_tree.h"
#include "kernel/file.h"

static void our_own_path(void **state _unused_)
{
	const struct text both = TEXT("5:cpuset:/s\n4:cpu,cpuacct:/c\n1:name=systemd:/n\n0::/u\n");

	assert_text(cgroup_parse_own(both, NULL), "/u");
	assert_text(cgroup_parse_own(both, "cpu"), "/c");
	assert_text(cgroup_parse_own(both, "cpuset"), "/s");
	assert_text(cgroup_parse_own(both, "memory"), "/");
	assert_text(cgroup_parse_own(TEXT("0::/a:b"), NULL), "/a:b");
	assert_text(cgroup_parse_own(TEXT("rubbish\n0:cpu\n"), "cpu"), "/");
	assert_text(cgroup_parse_own(TEXT(""), NULL), "/");
}

/* "max" is no limit, which is absent (cgroup-v2.rst). */
static void quotas(void **state _unused_)
{
	static const struct text none[] = { TEXT("max 100000"),
		                            TEXT(""),
		                            TEXT("50000"),
		                            TEXT("50000 0"),
		                            TEXT("-1 1000"),
		                            TEXT("x y"),
		                            TEXT("99999999999999999999 1") };

	for (size_t n = 0; n < ARRAY_SIZE(none); n++)
		assert_int_equal(cgroup_parse_cpu_max(none[n]).is, ABSENT);
	assert_true(cgroup_parse_cpu_max(TEXT("150000 100000\n")).v == 1.5);
}

static void keys_of_flat_files(void **state _unused_)
{
	const struct text text =
		TEXT("usage_usec 12\nusage_usec_x 3\nuser_usec\nsystem_usec -1\nnr 5");

	assert_int_equal(cgroup_find_number(text, TEXT("usage_usec")).v, 12);
	assert_int_equal(cgroup_find_number(text, TEXT("nr")).v, 5);
	assert_int_equal(cgroup_find_number(text, TEXT("user_usec")).is, UNSUPPORTED);
	assert_int_equal(cgroup_find_number(text, TEXT("system_usec")).is, UNSUPPORTED);
	assert_int_equal(cgroup_find_number(text, TEXT("usage")).is, UNSUPPORTED);
	assert_int_equal(cgroup_find_number(TEXT(""), TEXT("")).is, UNSUPPORTED);
}

static int open_group(const char *controller, struct arena *arena, struct cgroup_tree *tree)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	int r = cgroup_find(controller, &scratch, arena, tree);

	return r < 0 ? r : cgroup_open(tree, tree->own);
}

static void version_2(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct cgroup_cpu cpu = { 0 };
	struct cgroup_memory memory = { 0 };
	_cleanup_cgroup_ struct cgroup_tree tree = CGROUP_TREE_NONE;
	_cleanup_close_ int dir = -1;

	tree_write("proc/self/cgroup", TEXT("0::/g\n"));
	tree_write("sys/fs/cgroup/cgroup.controllers", TEXT("cpuset cpu memory\n"));
	tree_write("sys/fs/cgroup/g/cpu.max", TEXT("50000 100000\n"));
	tree_write("sys/fs/cgroup/g/cpu.stat", TEXT("usage_usec 7\nthrottled_usec 3\n"));
	tree_write("sys/fs/cgroup/g/cpu.weight", TEXT("x\n"));
	tree_write("sys/fs/cgroup/g/memory.current", TEXT("4096\n"));
	tree_write("sys/fs/cgroup/g/memory.max", TEXT("max\n"));
	tree_write("sys/fs/cgroup/g/memory.events", TEXT("oom 1\noom_kill 2\n"));
	dir = open_group("cpu", &arena, &tree);
	assert_true(dir >= 0);
	assert_int_equal(cgroup_cpu_read(dir, tree.is_v1, &scratch, &cpu), 0);
	assert_true(cpu.limit_cpus.v == 0.5);
	assert_true(cpu.usage_seconds.v == 7e-6);
	assert_true(cpu.throttled_seconds.v == 3e-6);
	assert_int_equal(cpu.weight.is, ABSENT);
	assert_int_equal(cpu.periods.is, UNSUPPORTED);
	assert_int_equal(cgroup_memory_read(dir, tree.is_v1, &scratch, &memory), 0);
	assert_int_equal(memory.usage_bytes.v, 4096);
	assert_int_equal(memory.limit_bytes.is, ABSENT);
	assert_int_equal(memory.high_bytes.is, UNSUPPORTED);
	assert_int_equal(memory.oom_kills.v, 2);
}

/* The largest number, rounded to pages, is no limit; nanoseconds become microseconds. */
static void version_1(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct cgroup_cpu cpu = { 0 };
	struct cgroup_memory memory = { 0 };
	_cleanup_cgroup_ struct cgroup_tree tree = CGROUP_TREE_NONE;
	_cleanup_close_ int dir = -1;

	tree_write("proc/self/cgroup", TEXT("4:cpu,cpuacct:/c\n"));
	tree_write("sys/fs/cgroup/cpu/c/cpu.cfs_quota_us", TEXT("-1\n"));
	tree_write("sys/fs/cgroup/cpu/c/cpu.cfs_period_us", TEXT("100000\n"));
	tree_write("sys/fs/cgroup/cpu/c/cpuacct.usage", TEXT("7999\n"));
	tree_write("sys/fs/cgroup/cpu/c/cpu.stat", TEXT("throttled_time 3000\n"));
	tree_write("sys/fs/cgroup/cpu/c/memory.limit_in_bytes", TEXT("9223372036854771712\n"));
	tree_write("sys/fs/cgroup/cpu/c/memory.soft_limit_in_bytes", TEXT("1048576\n"));
	dir = open_group("cpu", &arena, &tree);
	assert_true(dir >= 0 && tree.is_v1);
	assert_int_equal(cgroup_cpu_read(dir, true, &scratch, &cpu), 0);
	assert_int_equal(cgroup_accounting_read(dir, &scratch, &cpu), 0);
	assert_int_equal(cpu.limit_cpus.is, ABSENT);
	assert_true(cpu.usage_seconds.v == 7999e-9);
	assert_true(cpu.throttled_seconds.v == 3e-6);
	assert_int_equal(cgroup_memory_read(dir, true, &scratch, &memory), 0);
	assert_int_equal(memory.limit_bytes.is, ABSENT);
	assert_int_equal(memory.high_bytes.v, 1048576);
	assert_int_equal(memory.usage_bytes.is, UNSUPPORTED);
	tree_write("sys/fs/cgroup/cpu/c/cpu.cfs_quota_us", TEXT("250000\n"));
	assert_int_equal(cgroup_cpu_read(dir, true, &scratch, &cpu), 0);
	assert_true(cpu.limit_cpus.v == 2.5);
}

static void none_at_all(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_cgroup_ struct cgroup_tree tree = CGROUP_TREE_NONE;

	assert_int_equal(open_group("memory", &arena, &tree), -EOPNOTSUPP);
	tree_write("sys/fs/cgroup/cgroup.controllers", TEXT("memory"));
	tree_write("proc/self/cgroup", TEXT("0::/not/there\n"));
	assert_int_equal(open_group("memory", &arena, &tree), -ENOENT);
}

/* The group of the process that speaks for the host, in a hierarchy that is mounted in part. */
static void where_mountinfo_says(void **state _unused_)
{
	static const struct {
		const char *mountinfo, *own, *controller;
		const char *root, *path, *limit; /* limit: the directory whose files are found */
		bool is_v1;
	} all[] = {
		/* Docker without a cgroup namespace: the mount is the container's own group */
		{ "30 20 0:26 /docker/01 /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory",
		  "4:memory:/docker/01\n", "memory", "/docker/01", "/docker/01", "memory", true },
		/* in a group below it */
		{ "30 20 0:26 /docker/01 /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory",
		  "4:memory:/docker/01/x\n", "memory", "/docker/01", "/docker/01/x", "memory/x",
		  true },
		/* with one, both begin at its root */
		{ "30 20 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw,nsdelegate", "0::/\n",
		  "memory", "/", "/", ".", false },
		/* controllers mounted together, at a place of another name */
		{ "31 20 0:27 / /sys/fs/cgroup/both rw - cgroup cgroup rw,cpuacct,cpu",
		  "3:cpuacct,cpu:/a\n", "cpu", "/", "/a", "both/a", true },
		/* outside of /sys, as RHEL 6 had them */
		{ "31 20 0:27 / /cgroup/memory rw - cgroup none rw,memory", "3:memory:/a\n",
		  "memory", "/", "/a", "../../../cgroup/memory/a", true },
		/* hybrid: version 2 is there, but has not the controller */
		{ "32 20 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n"
		  "33 20 0:29 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
		  "2:memory:/m\n0::/u\n", "memory", "/", "/m", "memory/m", true },
		/* hybrid, with it */
		{ "32 20 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n"
		  "33 20 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu",
		  "2:cpu:/m\n0::/u\n", "io", "/", "/u", "unified/u", false },
		/* mounted twice: the one that shows more above our own */
		{ "32 20 0:28 /a/b /sys/fs/cgroup/part rw - cgroup cgroup rw,memory\n"
		  "33 20 0:28 /a /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
		  "34 20 0:28 /z /sys/fs/cgroup/z rw - cgroup cgroup rw,memory",
		  "2:memory:/a/b/c\n", "memory", "/a", "/a/b/c", "memory/b/c", true },
		/* one upon the other: only the upper one is to be seen */
		{ "32 20 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
		  "33 32 0:28 /a /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
		  "2:memory:/a\n", "memory", "/a", "/a", "memory", true },
		/* mounted outside of our namespace: the topmost there */
		{ "32 20 0:28 /.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "0::/\n", "memory",
		  "/..", "/..", ".", false },
	};

	tree_write("sys/fs/cgroup/cgroup.controllers", TEXT("memory cpu\n"));
	tree_write("sys/fs/cgroup/unified/cgroup.controllers", TEXT("io pids\n"));
	for (size_t n = 0; n < ARRAY_SIZE(all); n++) {
		_cleanup_cgroup_ struct cgroup_tree tree = CGROUP_TREE_NONE;
		_cleanup_buffer_ struct buffer scratch = { 0 };
		_cleanup_arena_ struct arena arena = { 0 };
		_cleanup_close_ int dir = -1;
		uint64_t number = 0;
		char path[96];

		snprintf(path, sizeof(path), "sys/fs/cgroup/%s/number", all[n].limit);
		tree_write(path, TEXT("42\n"));
		tree_write("proc/1/mountinfo", text_of(all[n].mountinfo));
		tree_write("proc/1/cgroup", text_of(all[n].own));
		assert_int_equal(cgroup_find(all[n].controller, &scratch, &arena, &tree), 0);
		assert_int_equal(tree.is_v1, all[n].is_v1);
		assert_true(text_equal(tree.root, text_of(all[n].root)));
		assert_true(text_equal(tree.own, text_of(all[n].path)));
		dir = cgroup_open(&tree, tree.own);
		assert_int_equal(file_read_u64(dir, "number", &number), 0);
		assert_int_equal(unlink(tree_at(path)), 0);
	}
}

/* A process in none of the groups that are mounted is limited by none of them. */
static void groups_that_are_not_to_be_seen(void **state _unused_)
{
	static const struct {
		const char *root, *own, *found;
	} all[] = {
		{ "/docker/01", "/system.slice", NULL },
		{ "/docker/01", "/docker/012", NULL },
		{ "/", "/../init.scope", NULL }, /* outside of our namespace */
		{ "/../..", "/../../init.scope", "/../../init.scope" }, /* and so is the mount */
		{ "/..", "/..x", "/.." },                               /* somewhere below it */
	};

	tree_write("sys/fs/cgroup/cgroup.controllers", TEXT("memory\n"));
	for (size_t n = 0; n < ARRAY_SIZE(all); n++) {
		_cleanup_cgroup_ struct cgroup_tree tree = CGROUP_TREE_NONE;
		_cleanup_buffer_ struct buffer scratch = { 0 };
		_cleanup_arena_ struct arena arena = { 0 };
		char line[128];

		snprintf(line, sizeof(line), "32 20 0:28 %s /sys/fs/cgroup rw - cgroup2 c rw\n",
		         all[n].root);
		tree_write("proc/1/mountinfo", text_of(line));
		snprintf(line, sizeof(line), "0::%s\n", all[n].own);
		tree_write("proc/1/cgroup", text_of(line));
		assert_int_equal(cgroup_find("memory", &scratch, &arena, &tree), 0);
		assert_true(text_equal(tree.own, text_of(all[n].found)));
		assert_int_equal(cgroup_open(&tree, TEXT("/a/../../x")), -ENOENT);
	}
}

/* From a group up to the topmost that is mounted. */
static void the_way_up(void **state _unused_)
{
	const struct cgroup_tree whole = { .dir = -1, .root = TEXT("/") };
	const struct cgroup_tree part = { .dir = -1, .root = TEXT("/a") };
	struct text path = TEXT("/a/b");

	assert_true(cgroup_go_up(&whole, &path));
	assert_text(path, "/a");
	assert_false(cgroup_go_up(&part, &path));
	assert_true(cgroup_go_up(&whole, &path));
	assert_text(path, "/");
	assert_false(cgroup_go_up(&whole, &path));
}

/* io.stat of version 2 (cgroup-v2.rst), all devices together; what overflows stays at its end. */
static void io_of_all_devices(void **state _unused_)
{
	struct cgroup_io io = cgroup_parse_io(
		TEXT("8:16 rbytes=1459200 wbytes=314773504 rios=192 wios=353 dbytes=0 dios=0\n"
	             "8:0 rbytes=800 wbytes=18446744073709551615 rios=x wios=47\n8:32\nrubbish\n"));

	assert_int_equal(io.read_bytes.v, 1460000);
	assert_true(io.write_bytes.v == UINT64_MAX);
	assert_int_equal(io.reads.v, 192);
	assert_int_equal(io.writes.v, 400);
	io = cgroup_parse_io(TEXT(""));
	assert_int_equal(io.reads.is, PRESENT);
	assert_int_equal(io.reads.v, 0);
}

static void parse(struct text text)
{
	struct cgroup_io io = cgroup_parse_io(text);

	struct opt_f64 limit = cgroup_parse_cpu_max(text);

	assert_true(limit.is == ABSENT || limit.v >= 0);
	assert_true(cgroup_parse_own(text, "cpu").length > 0 || text.length > 0);
	assert_int_equal(io.reads.is, PRESENT);
	cgroup_parse_own(text, NULL);
	cgroup_find_number(text, TEXT("nr_periods"));
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT("4:cpu,cpuacct:/c\n0::/u\n"), parse);
	with_hostile(TEXT("50000 100000\n"), parse);
	with_hostile(TEXT("8:16 rbytes=1459200 wbytes=3 rios=192 wios=353\n"), parse);
	with_hostile(TEXT("nr_periods 5\nnr_throttled 6\n"), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(our_own_path),
		tree_test(quotas),
		tree_test(keys_of_flat_files),
		tree_test(version_2),
		tree_test(version_1),
		tree_test(none_at_all),
		tree_test(where_mountinfo_says),
		tree_test(groups_that_are_not_to_be_seen),
		tree_test(the_way_up),
		cmocka_unit_test(io_of_all_devices),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
