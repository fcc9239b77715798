/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/proc_stat: as many columns as there are, CPUs by their numbers. */
#include "hostile.h"

#include <stdio.h>

#include "base/buffer.h"
#include "kernel/proc_stat.h"

static const char stat_text[] = "cpu  1 2 3 4 5 6 7 8 9 10\ncpu0 1 2 3 4\ncpu7 5 6 7 8 9\n"
				"intr 11 0 0\nctxt 12\nbtime 13\nprocesses 14\nprocs_running 15\n"
				"procs_blocked 16\nsoftirq 17 1\nfuture 1\n";

static void every_line_has_its_member(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct proc_stat stat = { 0 };

	assert_int_equal(proc_stat_parse(text_of(stat_text), &arena, &stat), 0);
	assert_true(stat.has_machine);
	assert_int_equal(stat.machine.user_ticks.v, 1);
	assert_int_equal(stat.machine.nice_ticks.v, 2);
	assert_int_equal(stat.machine.system_ticks.v, 3);
	assert_int_equal(stat.machine.idle_ticks.v, 4);
	assert_int_equal(stat.machine.iowait_ticks.v, 5);
	assert_int_equal(stat.machine.irq_ticks.v, 6);
	assert_int_equal(stat.machine.softirq_ticks.v, 7);
	assert_int_equal(stat.machine.steal_ticks.v, 8);
	assert_int_equal(stat.machine.guest_ticks.v, 9);
	assert_int_equal(stat.machine.guest_nice_ticks.v, 10);
	assert_int_equal(stat.intr.v, 11);
	assert_int_equal(stat.ctxt.v, 12);
	assert_int_equal(stat.btime.v, 13);
	assert_int_equal(stat.processes.v, 14);
	assert_int_equal(stat.procs_running.v, 15);
	assert_int_equal(stat.procs_blocked.v, 16);
	assert_int_equal(stat.softirq.v, 17);
}

/* CPUs that are offline have no line: what is between is not CPU 1. */
static void cpus_keep_their_numbers(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct proc_stat stat = { 0 };

	assert_int_equal(proc_stat_parse(text_of(stat_text), &arena, &stat), 0);
	assert_int_equal(stat.n_cpus, 2);
	assert_int_equal(stat.cpus[0].cpu, 0);
	assert_int_equal(stat.cpus[1].cpu, 7);
	assert_int_equal(stat.cpus[1].idle_ticks.v, 8);
}

static void columns_of_newer_kernels_are_unsupported(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct proc_stat stat = { 0 };

	assert_int_equal(proc_stat_parse(text_of(stat_text), &arena, &stat), 0);
	assert_int_equal(stat.cpus[0].idle_ticks.is, PRESENT);
	assert_int_equal(stat.cpus[0].iowait_ticks.is, UNSUPPORTED);
	assert_int_equal(stat.cpus[1].iowait_ticks.v, 9);
	assert_int_equal(stat.cpus[1].irq_ticks.is, UNSUPPORTED);
	assert_int_equal(proc_stat_parse(TEXT("cpu  1 2 3 4 5 6 7 8 9 10 11 12\n"), &arena, &stat),
	                 0);
	assert_int_equal(stat.machine.guest_nice_ticks.v,
	                 10); /* 12 columns, of tomorrow's kernel */
	assert_int_equal(stat.n_cpus, 0);
	assert_int_equal(stat.btime.is, ABSENT);
}

static void odd_lines_cost_only_themselves(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct proc_stat stat = { 0 };

	assert_int_equal(
		proc_stat_parse(TEXT("cpu  1 -2 3 4\ncpu1 1 99999999999999999999 3\ncpux 1\n"
	                             "cpu99999999999999999999 1\n\nctxt\nbtime -1\n"
	                             "processes 18446744073709551615\nintr x"),
	                        &arena, &stat),
		0);
	assert_int_equal(stat.machine.user_ticks.v, 1);
	assert_int_equal(stat.machine.nice_ticks.is, ABSENT);
	assert_int_equal(stat.machine.system_ticks.v, 3); /* columns are counted by words */
	assert_int_equal(stat.n_cpus, 1);
	assert_int_equal(stat.cpus[0].nice_ticks.is, ABSENT);
	assert_int_equal(stat.ctxt.is, ABSENT);
	assert_int_equal(stat.btime.is, ABSENT);
	assert_true(stat.processes.v == UINT64_MAX);
	assert_int_equal(stat.intr.is, ABSENT);
}

static void many_cpus_and_interrupts(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer text = { 0 };
	struct proc_stat stat = { 0 };

	for (int cpu = 0; cpu < 4096; cpu++)
		assert_int_equal(buffer_add_format(&text, "cpu%d 0 0 0 %d\n", cpu, cpu), 0);
	assert_int_equal(buffer_add_format(&text, "intr 5"), 0);
	for (int n = 0; n < 50000; n++)
		assert_int_equal(buffer_add(&text, TEXT(" 0")), 0); /* a line of 100 kB */
	assert_int_equal(buffer_add(&text, TEXT("\nctxt 6\n")), 0);
	assert_int_equal(proc_stat_parse(buffer_text(&text), &arena, &stat), 0);
	assert_int_equal(stat.n_cpus, 4096);
	assert_int_equal(stat.cpus[4095].idle_ticks.v, 4095);
	assert_int_equal(stat.intr.v, 5);
	assert_int_equal(stat.ctxt.v, 6);
}

static void parse(struct text text)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct proc_stat stat = { 0 };

	assert_int_equal(proc_stat_parse(text, &arena, &stat), 0);
	assert_true(stat.n_cpus <= text.length / 4);
}

static void hostile(void **state _unused_)
{
	with_hostile(text_of(stat_text), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_line_has_its_member),
		cmocka_unit_test(cpus_keep_their_numbers),
		cmocka_unit_test(columns_of_newer_kernels_are_unsupported),
		cmocka_unit_test(odd_lines_cost_only_themselves),
		cmocka_unit_test(many_cpus_and_interrupts),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
