/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/cgroup: levels of both versions, and what they do not say. */
#include "tree.h"

#include <errno.h>

#include "kernel/cgroup.h"

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
	struct cgroup_tree tree = { 0 };
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
	assert_int_equal(cpu.usage_us.v, 7);
	assert_int_equal(cpu.throttled_us.v, 3);
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
	struct cgroup_tree tree = { 0 };
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
	assert_int_equal(cpu.usage_us.v, 7);
	assert_int_equal(cpu.throttled_us.v, 3);
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
	struct cgroup_tree tree = { 0 };

	assert_int_equal(open_group("memory", &arena, &tree), -EOPNOTSUPP);
	tree_write("sys/fs/cgroup/cgroup.controllers", TEXT("memory"));
	tree_write("proc/self/cgroup", TEXT("0::/not/there\n"));
	assert_int_equal(open_group("memory", &arena, &tree), -ENOENT);
}

static void parse(struct text text)
{
	struct opt_f64 limit = cgroup_parse_cpu_max(text);

	assert_true(limit.is == ABSENT || limit.v >= 0);
	assert_true(cgroup_parse_own(text, "cpu").length > 0 || text.length > 0);
	cgroup_parse_own(text, NULL);
	cgroup_find_number(text, TEXT("nr_periods"));
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT("4:cpu,cpuacct:/c\n0::/u\n"), parse);
	with_hostile(TEXT("50000 100000\n"), parse);
	with_hostile(TEXT("nr_periods 5\nnr_throttled 6\n"), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(our_own_path),   tree_test(quotas),    tree_test(keys_of_flat_files),
		tree_test(version_2),      tree_test(version_1), tree_test(none_at_all),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
