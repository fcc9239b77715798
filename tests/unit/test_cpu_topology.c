/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/cpu_topology and kernel/cpufreq: CPUs that are there (R-34, R-35, R-36; values.md
 * P-265…276).
 */
#include "tree.h"

#include <errno.h>

#include "kernel/cpu_topology.h"
#include "kernel/cpufreq.h"

#define CPU "sys/devices/system/cpu/"

static void assert_counts(uint64_t logical, uint64_t physical)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct opt_u64 n_logical = { 0 }, n_physical = { 0 };

	assert_int_equal(cpu_count_read(&scratch, &arena, &n_logical, &n_physical), 0);
	assert_int_equal(n_logical.is, logical ? PRESENT : ABSENT);
	assert_int_equal(n_physical.is, physical ? PRESENT : ABSENT);
	assert_int_equal(n_logical.v, logical);
	assert_int_equal(n_physical.v, physical);
}

static void assert_unknown(int why)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct opt_u64 n_logical = { 0 }, n_physical = { 0 };

	assert_int_equal(cpu_count_read(&scratch, &arena, &n_logical, &n_physical), why);
	assert_int_equal(n_logical.is, ABSENT);
	assert_int_equal(n_physical.is, ABSENT);
}

static void sources_stand_in_for_each_other(void **state _unused_)
{
	assert_unknown(-ENOENT);
	tree_write("proc/cpuinfo", TEXT("cpu family: 6\n"));
	assert_unknown(-ENODATA); /* the file is there, but no CPU in it */
	tree_write("proc/stat", TEXT("cpu 1\ncpu0 1\ncpu1 1\n"));
	assert_counts(2, 0);
	tree_write("proc/cpuinfo",
	           TEXT("processor: 0\nphysical id: 0\ncpu cores: 2\n\nprocessor: 1\n\n"
	                "processor: 7\n"));
	assert_counts(3, 2);
	tree_write(CPU "online", TEXT("0-3,8\n"));
	assert_counts(5, 2);
	tree_write(CPU "cpu0/topology/thread_siblings_list", TEXT("0,2\n"));
	tree_write(CPU "cpu2/topology/thread_siblings_list", TEXT("0,2\n"));
	tree_write(CPU "cpu8/topology/thread_siblings_list", TEXT("8\n"));
	assert_counts(5, 2);
	tree_write(CPU "cpu0/topology/core_cpus_list", TEXT("0\n"));
	assert_counts(5, 1);
}

/* A container of LXC has the directories of all CPUs of its machine (values.md T-04). */
static void cores_are_of_those_online(void **state _unused_)
{
	static const char *const siblings[] = { "0,4\n", "1,5\n", "2,6\n", "3,7\n" };

	for (size_t n = 0; n < 8; n++) {
		char name[80];

		snprintf(name, sizeof(name), CPU "cpu%zu/topology/core_cpus_list", n);
		tree_write(name, text_of(siblings[n % 4]));
	}
	tree_write("proc/stat", TEXT("cpu0 1\ncpu1 1\n"));
	assert_counts(2, 2); /* never more cores than CPUs */
	tree_write(CPU "online", TEXT("1,5-6\n"));
	assert_counts(3, 2);
}

/* Numbers that no kernel has are refused, and the next source is asked. */
static void hostile_lists_are_refused(void **state _unused_)
{
	static const char *const lists[] = { "0-4294967295\n", "5-1\n", "0-\n", "all\n", "\n", "" };

	tree_write("proc/stat", TEXT("cpu0 1\ncpu1 1\n"));
	for (size_t n = 0; n < ARRAY_SIZE(lists); n++) {
		tree_write(CPU "online", text_of(lists[n]));
		assert_counts(2, 0);
	}
	for (unsigned how = 0; how < TREE_SPOILS; how++) {
		tree_spoil(CPU "online", how);
		assert_counts(2, 0);
	}
}

static void directories_by_their_numbers(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	uint64_t *numbers;
	size_t n = 7;

	assert_int_equal(cpu_numbers_read("devices/system/cpu", "cpu", &arena, &numbers, &n),
	                 -ENOENT);
	assert_int_equal(n, 7);
	tree_write(CPU "cpufreq/x", TEXT(""));
	assert_int_equal(cpu_numbers_read("devices/system/cpu", "cpu", &arena, &numbers, &n), 0);
	assert_int_equal(n, 0);
	tree_write(CPU "cpu10/x", TEXT(""));
	tree_write(CPU "cpu2/x", TEXT(""));
	tree_write(CPU "cpu65536/x", TEXT(""));
	tree_write(CPU "cpu99999999999999999999/x", TEXT(""));
	tree_write(CPU "cpu-1/x", TEXT(""));
	tree_write(CPU "cpuidle/x", TEXT(""));
	assert_int_equal(cpu_numbers_read("devices/system/cpu", "cpu", &arena, &numbers, &n), 0);
	assert_int_equal(n, 2);
	assert_int_equal(numbers[0], 2);
	assert_int_equal(numbers[1], 10);
}

static size_t read_frequencies(struct arena *arena, struct cpufreq **ret)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	size_t n = 99;

	assert_int_equal(cpufreq_read(&scratch, arena, ret, &n), 0);
	return n;
}

/* One policy for several CPUs; "affected" are those that are online (P-272). */
static void policies_are_of_their_cpus(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpufreq *list;

	tree_write(CPU "cpufreq/policy4/scaling_cur_freq", TEXT("1000000\n"));
	tree_write(CPU "cpufreq/policy4/affected_cpus", TEXT("4\n"));
	tree_write(CPU "cpufreq/policy0/scaling_cur_freq", TEXT("2000500\n"));
	tree_write(CPU "cpufreq/policy0/scaling_min_freq", TEXT("800000\n"));
	tree_write(CPU "cpufreq/policy0/scaling_max_freq", TEXT("3000000\n"));
	tree_write(CPU "cpufreq/policy0/affected_cpus", TEXT("0 1\n"));
	tree_write(CPU "cpufreq/policy9/affected_cpus", TEXT("\n")); /* all of them offline */
	tree_write(CPU "cpufreq/policy9/scaling_cur_freq", TEXT("5\n"));
	assert_int_equal(read_frequencies(&arena, &list), 3);
	assert_true(list[0].current_mhz.v == 2000.5 && list[0].min_mhz.v == 800);
	assert_int_equal(list[1].cpu, 1);
	assert_int_equal(list[2].cpu, 4);
	assert_int_equal(list[2].max_mhz.is, ABSENT);
}

static void older_kernels_have_them_by_cpu(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpufreq *list;

	tree_write(CPU "cpu3/cpufreq/cpuinfo_cur_freq", TEXT("1500000\n"));
	tree_write(CPU "cpu3/cpufreq/scaling_cur_freq", TEXT("<unknown>\n"));
	tree_write(CPU "cpu5/cpufreq/scaling_max_freq", TEXT("1500000\n")); /* offline */
	tree_write(CPU "cpu5/online", TEXT("0\n"));
	tree_write(CPU "cpu6/cpufreq/affected_cpus", TEXT("x-y\n"));
	tree_write(CPU "cpu3/cpufreq/affected_cpus", TEXT("3 4\n"));
	tree_link(CPU "cpu4/cpufreq", "../cpu3/cpufreq");
	assert_int_equal(read_frequencies(&arena, &list), 2);
	assert_int_equal(list[1].cpu, 4);
	assert_int_equal(list[0].cpu, 3);
	assert_true(list[0].current_mhz.v == 1500);
}

static void without_cpufreq_cpuinfo_tells(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpufreq *list;

	assert_int_equal(read_frequencies(&arena, &list), 0);
	tree_write("proc/cpuinfo", TEXT("processor: 2\ncpu MHz: 1000.5\n\nprocessor: 8\n"
	                                "cpu MHz: 2000\n\nprocessor: 9\n"));
	assert_int_equal(read_frequencies(&arena, &list), 2);
	assert_int_equal(list[0].cpu, 2);
	assert_int_equal(list[1].cpu, 8);
	assert_true(list[0].current_mhz.v == 1000.5);
	assert_int_equal(list[0].min_mhz.is, ABSENT); /* P-275: unknown, not 0 */
}

/* The fresher value of the same CPU, in whole kHz (P-273). */
static void cpuinfo_is_fresher(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpufreq *list;

	tree_write(CPU "cpufreq/policy0/scaling_cur_freq", TEXT("1000000\n"));
	tree_write("proc/cpuinfo", TEXT("processor: 0\ncpu MHz: 1234.5678\n"));
	assert_int_equal(read_frequencies(&arena, &list), 1);
	assert_true(list[0].current_mhz.v == 1234.567);
	tree_write("proc/cpuinfo", TEXT("processor: 1\ncpu MHz: 1234.5678\n"));
	assert_int_equal(read_frequencies(&arena, &list), 1);
	assert_true(list[0].current_mhz.v == 1000);
}

/* cpuinfo_cur_freq has mode 0400: denied, not unknown; the limits are there. */
static void frequency_of_root_only(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct cpufreq *list;

	if (geteuid() == 0)
		skip();
	tree_write(CPU "cpufreq/policy0/cpuinfo_cur_freq", TEXT("1000000\n"));
	tree_write(CPU "cpufreq/policy0/scaling_max_freq", TEXT("3000000\n"));
	assert_int_equal(chmod(tree_at(CPU "cpufreq/policy0/cpuinfo_cur_freq"), 0), 0);
	assert_int_equal(read_frequencies(&arena, &list), 1);
	assert_int_equal(list[0].current_mhz.is, DENIED);
	assert_true(list[0].max_mhz.v == 3000);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(sources_stand_in_for_each_other),
		tree_test(cores_are_of_those_online),
		tree_test(hostile_lists_are_refused),
		tree_test(directories_by_their_numbers),
		tree_test(policies_are_of_their_cpus),
		tree_test(older_kernels_have_them_by_cpu),
		tree_test(without_cpufreq_cpuinfo_tells),
		tree_test(cpuinfo_is_fresher),
		tree_test(frequency_of_root_only),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
