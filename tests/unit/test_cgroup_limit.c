/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/cgroup_limit, kernel/cpu_usable: what a container may use of its machine. */
#include "tree.h"

#include "kernel/cgroup_limit.h"
#include "kernel/cpu_usable.h"

static struct opt_f64 usable(void)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_arena_ struct arena arena = { 0 };
	struct opt_f64 cpus = { 0 };

	assert_int_equal(cpu_usable_read(&scratch, &arena, &cpus), 0);
	return cpus;
}

static void assert_memory(struct opt_u64 limit, struct opt_u64 used)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_arena_ struct arena arena = { 0 };
	struct opt_u64 its_limit, its_used;

	assert_int_equal(cgroup_memory_limit(&scratch, &arena, &its_limit, &its_used), 0);
	assert_int_equal(its_limit.is, limit.is);
	assert_int_equal(its_used.is, used.is);
	assert_int_equal(its_limit.v, limit.v);
	assert_int_equal(its_used.v, used.v);
}

static void write_version_2(void)
{
	tree_write("proc/1/cgroup", TEXT("0::/pod/box\n"));
	tree_write("proc/1/mountinfo",
	           TEXT("30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"));
	tree_write("sys/fs/cgroup/cgroup.controllers", TEXT("cpu memory\n"));
	tree_write("sys/fs/cgroup/pod/box/memory.max", TEXT("max\n"));
	tree_write("sys/fs/cgroup/pod/box/memory.current", TEXT("100\n"));
	tree_write("sys/fs/cgroup/pod/box/cpu.max", TEXT("max 100000\n"));
}

static void the_least_of_all_levels(void **state _unused_)
{
	const struct opt_u64 none = { 0 };

	write_version_2();
	assert_memory(none, none);
	tree_write("sys/fs/cgroup/pod/memory.max", TEXT("4096\n"));
	tree_write("sys/fs/cgroup/pod/memory.current", TEXT("3000\n"));
	assert_memory(some_u64(4096), some_u64(3000));
	tree_write("sys/fs/cgroup/pod/box/memory.max", TEXT("8192\n"));
	assert_memory(some_u64(4096), some_u64(3000));
	tree_write("sys/fs/cgroup/pod/box/memory.max", TEXT("1024\n"));
	assert_memory(some_u64(1024), some_u64(100));
}

static void nothing_that_limits(void **state _unused_)
{
	const struct opt_u64 unsupported = { .is = UNSUPPORTED };

	assert_memory(unsupported, unsupported);
	assert_int_equal(usable().is, ABSENT);
}

static void affinity_and_quota(void **state _unused_)
{
	tree_write("sys/devices/system/cpu/online", TEXT("0-3\n"));
	tree_write("proc/1/status", TEXT("Name:\tinit\nCpus_allowed_list:\t0-127\n"));
	assert_true(usable().is == PRESENT && usable().v == 4); /* not those that are off */
	tree_write("proc/1/status", TEXT("Name:\tinit\nCpus_allowed_list:\t1,3,5\n"));
	assert_true(usable().v == 2);
	write_version_2();
	tree_write("sys/fs/cgroup/pod/cpu.max", TEXT("150000 100000\n"));
	assert_true(usable().v == 1.5);
	tree_write("sys/fs/cgroup/pod/cpu.max", TEXT("900000 100000\n"));
	assert_true(usable().v == 2);
}

/* Docker binds the container's own group of version 1: the slice that limits it is out of sight. */
static void groups_out_of_sight_limit_too(void **state _unused_)
{
	tree_write("proc/1/cgroup", TEXT("9:memory:/docker/box\n"));
	tree_write(
		"proc/1/mountinfo",
		TEXT("30 20 0:26 /docker/box /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"));
	tree_write("sys/fs/cgroup/memory/memory.limit_in_bytes", TEXT("9223372036854771712\n"));
	tree_write("sys/fs/cgroup/memory/memory.usage_in_bytes", TEXT("100\n"));
	tree_write("sys/fs/cgroup/memory/memory.stat",
	           TEXT("cache 1\nhierarchical_memory_limit 2048\n"));
	assert_memory(some_u64(2048), (struct opt_u64){ .is = UNSUPPORTED });
	tree_write("sys/fs/cgroup/memory/memory.limit_in_bytes", TEXT("2048\n"));
	assert_memory(some_u64(2048), some_u64(100));
}

/* 2³¹ - 1 pages of 4 KiB. */
static void no_limit_of_32_bits(void **state _unused_)
{
	tree_write("proc/1/cgroup", TEXT("9:memory:/\n"));
	tree_write("proc/1/mountinfo",
	           TEXT("30 20 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"));
	tree_write("sys/fs/cgroup/memory/memory.limit_in_bytes", TEXT("8796093018112\n"));
	tree_write("sys/fs/cgroup/memory/memory.stat",
	           TEXT("hierarchical_memory_limit 8796093018112\n"));
	assert_memory((struct opt_u64){ 0 }, (struct opt_u64){ 0 });
}

/* What lxcfs says is online are the container's CPUs, counted from 0. */
static void cpus_counted_anew(void **state _unused_)
{
	tree_write("proc/1/status", TEXT("Cpus_allowed_list:\t4-5\n"));
	tree_write("sys/devices/system/cpu/online", TEXT("0-1\n"));
	assert_true(usable().v == 2);
	tree_write("sys/devices/system/cpu/online", TEXT("0-4\n"));
	assert_true(usable().v == 1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(groups_out_of_sight_limit_too),
		tree_test(no_limit_of_32_bits),
		tree_test(cpus_counted_anew),
		tree_test(the_least_of_all_levels),
		tree_test(nothing_that_limits),
		tree_test(affinity_and_quota),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
