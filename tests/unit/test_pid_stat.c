/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/pid_stat: a name may hold anything, the numbers may not. */
#include "hostile.h"

#include <errno.h>
#include <stdio.h>

#include "kernel/process/pid_stat.h"

static const char stat_text[] =
	"42 (a) S 1 (b) R 1 43 44 34816 45 4194304 10 11 12 13 150 50 7 3 20 5 6 0 5000 4096000 100 "
	"18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 1 3 2 25 0 0 0 0 0 0 0 0 0 256\n";

/* The numbers are those of proc_pid_stat(5), (3) to (52). */
static void every_number_has_its_place(void **state _unused_)
{
	struct pid_stat stat;

	assert_int_equal(pid_stat_parse(text_of(stat_text), &stat), 0);
	assert_text(stat.comm, "a) S 1 (b");
	assert_int_equal(stat.state, 'R');
	assert_int_equal(stat.ppid, 1);
	assert_int_equal(stat.pgrp, 43);
	assert_int_equal(stat.session, 44);
	assert_int_equal(stat.tty_nr, 34816);
	assert_int_equal(stat.tpgid, 45);
	assert_int_equal(stat.flags, 4194304);
	assert_int_equal(stat.minflt, 10);
	assert_int_equal(stat.majflt, 12);
	assert_int_equal(stat.utime_ticks, 150);
	assert_int_equal(stat.stime_ticks, 50);
	assert_int_equal(stat.cutime_ticks, 7);
	assert_int_equal(stat.cstime_ticks, 3);
	assert_int_equal(stat.priority, 20);
	assert_int_equal(stat.nice, 5);
	assert_int_equal(stat.num_threads, 6);
	assert_int_equal(stat.starttime_ticks, 5000);
	assert_int_equal(stat.processor.v, 1);
	assert_int_equal(stat.rt_priority.v, 3);
	assert_int_equal(stat.policy.v, 2);
	assert_int_equal(stat.blkio_ticks.v, 25);
	assert_int_equal(stat.exit_code.v, 256);
}

#define NUMBERS " S 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 -20 1 0 7"

static void names_hold_any_byte(void **state _unused_)
{
	static const struct {
		struct text text, name;
	} all[] = {
		{ TEXT("1 (\n) ( )" NUMBERS), TEXT("\n) ( ") },
		{ TEXT("1 ()" NUMBERS), TEXT("") },
		{ TEXT("1 (((sd-pam)))" NUMBERS), TEXT("((sd-pam))") },
		{ TEXT("1 () R 1 ()" NUMBERS), TEXT(") R 1 (") },
		{ TEXT("1 (a\0b)" NUMBERS), TEXT("a\0b") },
		{ TEXT("1 (\x1b]52;c;x\x07)" NUMBERS), TEXT("\x1b]52;c;x\x07") },
		{ TEXT("1 (kworker/u16:3-events_power_efficient)" NUMBERS),
		  TEXT("kworker/u16:3-events_power_efficient") },
	};
	struct pid_stat stat;

	for (size_t n = 0; n < ARRAY_SIZE(all); n++) {
		assert_int_equal(pid_stat_parse(all[n].text, &stat), 0);
		assert_true(text_equal(stat.comm, all[n].name));
		assert_int_equal(stat.state, 'S');
		assert_int_equal(stat.tpgid, -1);
		assert_int_equal(stat.nice, -20);
		assert_int_equal(stat.starttime_ticks, 7);
	}
}

/* Old kernels and sandboxes end early: what is not printed is unsupported, not 0. */
static void a_short_line_is_enough(void **state _unused_)
{
	struct pid_stat stat;

	assert_int_equal(pid_stat_parse(TEXT("1 (a)" NUMBERS "\n"), &stat), 0);
	assert_int_equal(stat.processor.is, UNSUPPORTED);
	assert_int_equal(stat.rt_priority.is, UNSUPPORTED);
	assert_int_equal(stat.policy.is, UNSUPPORTED);
	assert_int_equal(stat.blkio_ticks.is, UNSUPPORTED);
	assert_int_equal(stat.exit_code.is, ABSENT);
}

/* Up to the start time all must be there, as without it nobody knows which process that is. */
static void what_tells_the_process_is_needed(void **state _unused_)
{
	static const struct text odd[] = {
		TEXT(""),
		TEXT("\n"),
		TEXT("1"),
		TEXT("1 (a"),
		TEXT("1 a) S 0"),
		TEXT("1 (a)"),
		TEXT("1 (a) "),
		TEXT("1 (a)S 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 -20 1 0 7"),
		TEXT("1 (a) S 0 0 0 0"),
		TEXT("1 (a) S 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0\n"),
		TEXT("1 (a) S 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 x"),
		TEXT("1 (a) S 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 -7"),
		TEXT("1 (a) S 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 18446744073709551616"),
		TEXT("1 (a) S -1 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 7"),
		TEXT("1 (a) S 0 0 0 9223372036854775808 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 7"),
		TEXT("1 (a) S 0x1 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 7"),
		TEXT("1 (a) S 0\t0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 7"),
	};
	struct pid_stat stat = { .state = 'X' };

	for (size_t n = 0; n < ARRAY_SIZE(odd); n++)
		assert_int_equal(pid_stat_parse(odd[n], &stat), -EINVAL);
	assert_int_equal(stat.state, 'X');
}

/* Terminals of large numbers and priorities are negative. */
static void signed_numbers_keep_their_sign(void **state _unused_)
{
	struct pid_stat stat;

	assert_int_equal(
		pid_stat_parse(TEXT("1 (a) S 0 -1 -9223372036854775808 -2147483648 -1 0 0 0 "
	                            "0 0 0 0 -3 -4 -100 0 1 0 7"),
	                       &stat),
		0);
	assert_int_equal(stat.pgrp, -1);
	assert_true(stat.session == INT64_MIN);
	assert_int_equal(stat.tty_nr, INT32_MIN);
	assert_int_equal(stat.cutime_ticks, -3);
	assert_int_equal(stat.priority, -100);
}

/* Field 22 of a process that began before the zero of its reader's clock (T-15). */
static void starts_are_signed(void **state _unused_)
{
	static const struct {
		uint64_t ticks;
		double seconds;
	} all[] = {
		{ 0, 0 },
		{ 69, 0.69 },
		{ (UINT64_C(1) << 31) + 5, 21474836.53 },
		{ (UINT64_C(1) << 32) + 7, 42949673.03 },
		{ (UINT64_MAX - 999999999) / 10000000, -1 }, /* 2⁶⁴ ns less a second, in ticks */
		{ (UINT64_MAX - 403999999) / 10000000, -0.4 },
		{ UINT64_C(922337203685), 9223372036.85 },
		{ UINT64_MAX, 184467440737095516.15 },
	};

	for (size_t n = 0; n < ARRAY_SIZE(all); n++) {
		struct pid_stat stat = { .starttime_ticks = all[n].ticks };

		assert_true(pid_stat_start_seconds(&stat, 100) == all[n].seconds);
	}
}

/* 500 fields: those behind the last that we know do no harm. */
static void more_fields_are_passed_over(void **state _unused_)
{
	char text[4096] = "1 (a) S";
	struct pid_stat stat;

	for (int n = 4; n <= 500; n++)
		sprintf(text + strlen(text), " %d", n);
	assert_int_equal(pid_stat_parse(text_of(text), &stat), 0);
	assert_int_equal(stat.starttime_ticks, 22);
	assert_int_equal(stat.exit_code.v, 52);
}

static void parse(struct text text)
{
	struct pid_stat stat;

	if (pid_stat_parse(text, &stat) < 0)
		return;
	assert_true(stat.comm.bytes >= text.bytes);
	assert_true(stat.comm.bytes + stat.comm.length < text.bytes + text.length);
}

static void hostile(void **state _unused_)
{
	with_hostile(text_of(stat_text), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_number_has_its_place),
		cmocka_unit_test(names_hold_any_byte),
		cmocka_unit_test(a_short_line_is_enough),
		cmocka_unit_test(what_tells_the_process_is_needed),
		cmocka_unit_test(signed_numbers_keep_their_sign),
		cmocka_unit_test(more_fields_are_passed_over),
		cmocka_unit_test(starts_are_signed),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
