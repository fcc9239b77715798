/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/cpuset: whose list of CPUs counts. */
#include "tree.h"

#include "kernel/cpuset.h"

static void assert_cpus(size_t n, const uint64_t *wanted)
{
	_cleanup_close_ int dir = open(tree_at("proc/42"), O_PATH | O_CLOEXEC);
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_arena_ struct arena arena = { 0 };
	uint64_t *cpus = NULL;
	size_t n_cpus = 0;

	assert_int_equal(cpuset_read(dir, &scratch, &arena, &cpus, &n_cpus), 0);
	assert_int_equal(n_cpus, n);
	assert_memory_equal(cpus, wanted, n * sizeof(*wanted));
}

static void make_process(struct text groups)
{
	tree_write("proc/42/cgroup", groups);
	tree_write("sys/devices/system/cpu/online", TEXT("0-2\n"));
}

static void all_online(void **state _unused_)
{
	make_process(TEXT("0::/a/b\n"));
	assert_cpus(3, (const uint64_t[]){ 0, 1, 2 });
}

static void version_2(void **state _unused_)
{
	make_process(TEXT("0::/a/b\n"));
	tree_write("sys/fs/cgroup/cgroup.controllers", TEXT("cpuset cpu\n"));
	tree_write("sys/fs/cgroup/cpuset.cpus.effective", TEXT("0-1\n"));
	assert_cpus(2, (const uint64_t[]){ 0, 1 });
	tree_write("sys/fs/cgroup/a/cpuset.cpus.effective", TEXT("1\n"));
	tree_write("sys/fs/cgroup/a/b/cgroup.procs", TEXT("42\n"));
	assert_cpus(1, (const uint64_t[]){ 1 });
	tree_write("sys/fs/cgroup/a/b/cpuset.cpus.effective", TEXT("0\n"));
	assert_cpus(1, (const uint64_t[]){ 0 });
}

static void version_1(void **state _unused_)
{
	make_process(TEXT("3:cpuset:/box\n0::/a\n"));
	tree_write("sys/fs/cgroup/cpuset.cpus.effective", TEXT("0\n"));
	tree_write("sys/fs/cgroup/cpuset/box/cpuset.effective_cpus", TEXT("1-2\n"));
	assert_cpus(2, (const uint64_t[]){ 1, 2 });
}

static void no_list(void **state _unused_)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_close_ int dir = -1;
	uint64_t *cpus = NULL;
	size_t n_cpus = 0;

	make_process(TEXT("0::/\n"));
	tree_write("sys/devices/system/cpu/online", TEXT("2-1\n"));
	dir = open(tree_at("proc/42"), O_PATH | O_CLOEXEC);
	assert_true(cpuset_read(dir, &scratch, &arena, &cpus, &n_cpus) < 0);
	assert_null(cpus);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(all_online),
		tree_test(version_2),
		tree_test(version_1),
		tree_test(no_list),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
