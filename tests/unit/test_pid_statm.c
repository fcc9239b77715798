/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/pid_statm and kernel/pid_io: small files of numbers. */
#include "hostile.h"

#include <errno.h>

#include "kernel/process/pid_io.h"
#include "kernel/process/pid_statm.h"

static void statm_counts_pages(void **state _unused_)
{
	struct pid_statm statm = { 0 };

	assert_int_equal(pid_statm_parse(TEXT("5 4 3 2 0 1 0\n"), 4096, &statm), 0);
	assert_int_equal(statm.vms_bytes.v, 20480);
	assert_int_equal(statm.rss_bytes.v, 16384);
	assert_int_equal(statm.shared_bytes.v, 12288);
	assert_int_equal(statm.text_bytes.v, 8192);
	assert_int_equal(statm.data_bytes.v, 4096);
	assert_int_equal(pid_statm_parse(TEXT("5 4 3 2 0 1"), 65536, &statm), 0);
	assert_int_equal(statm.vms_bytes.v, 327680);
}

static void memory_that_nobody_has_is_absent(void **state _unused_)
{
	struct pid_statm statm = { 0 };

	assert_int_equal(pid_statm_parse(TEXT("99999999999999999999 4503599627370496 3 2 0 1 0\n"),
	                                 4096, &statm),
	                 0);
	assert_int_equal(statm.vms_bytes.is, ABSENT);
	assert_int_equal(statm.rss_bytes.is, ABSENT); /* 2⁵² pages are 2⁶⁴ bytes */
	assert_int_equal(statm.shared_bytes.v, 12288);
	assert_int_equal(pid_statm_parse(TEXT("1 4503599627370495 3 2 0 1 0\n"), 4096, &statm), 0);
	assert_true(statm.rss_bytes.v == UINT64_MAX - 4095);
}

static void statm_of_another_form_is_refused(void **state _unused_)
{
	static const struct text odd[] = {
		TEXT(""),
		TEXT("\n"),
		TEXT("5 4 3 2 0"),
		TEXT("5 4 3 2 0 x"),
		TEXT("-1 4 3 2 0 1"),
		TEXT("5 4 3\0002 0 1 0"),
		TEXT("1.5 4 3 2 0 1"),
	};
	struct pid_statm statm = { 0 };

	for (size_t n = 0; n < ARRAY_SIZE(odd); n++)
		assert_int_equal(pid_statm_parse(odd[n], 4096, &statm), -EINVAL);
	assert_int_equal(statm.vms_bytes.is, ABSENT);
}

static void parse_statm(struct text text)
{
	struct pid_statm statm = { 0 };

	if (pid_statm_parse(text, 4096, &statm) == 0 && statm.rss_bytes.is == PRESENT)
		assert_int_equal(statm.rss_bytes.v % 4096, 0);
}

static const char io_text[] = "rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 5\n"
			      "write_bytes: 6\ncancelled_write_bytes: 7\nnew: 8\n";

static void io_lines_have_their_members(void **state _unused_)
{
	struct pid_io io;

	assert_int_equal(pid_io_parse(text_of(io_text), &io), 0);
	assert_int_equal(io.read_chars.v, 1);
	assert_int_equal(io.write_chars.v, 2);
	assert_int_equal(io.read_calls.v, 3);
	assert_int_equal(io.write_calls.v, 4);
	assert_int_equal(io.read_bytes.v, 5);
	assert_int_equal(io.write_bytes.v, 6);
	assert_int_equal(io.cancelled_write_bytes.v, 7);
}

static void an_io_line_fails_alone(void **state _unused_)
{
	struct pid_io io;

	assert_int_equal(pid_io_parse(TEXT("rchar: 99999999999999999999\nwchar: 2\nsyscr:\n"
	                                   "syscw: -4\nread_bytes 5\nwrite_bytes: 6"),
	                              &io),
	                 0);
	assert_int_equal(io.read_chars.is, ABSENT);
	assert_int_equal(io.write_chars.v, 2);
	assert_int_equal(io.read_calls.is, ABSENT);
	assert_int_equal(io.write_calls.is, ABSENT);
	assert_int_equal(io.read_bytes.is, ABSENT);
	assert_int_equal(io.write_bytes.v, 6);
	assert_int_equal(io.cancelled_write_bytes.is, ABSENT);
}

static void io_without_a_line_is_refused(void **state _unused_)
{
	static const struct text odd[] = { TEXT(""),          TEXT("\n"),     TEXT("rchar: x\n"),
		                           TEXT("rchar 1\n"), TEXT("\0\0\0"), TEXT("new: 8\n") };
	struct pid_io io;

	for (size_t n = 0; n < ARRAY_SIZE(odd); n++)
		assert_int_equal(pid_io_parse(odd[n], &io), -EINVAL);
}

static void parse_io(struct text text)
{
	struct pid_io io = { 0 };

	if (pid_io_parse(text, &io) == 0)
		assert_true(io.read_chars.is == PRESENT || io.write_chars.is == PRESENT ||
		            io.read_calls.is == PRESENT || io.write_calls.is == PRESENT ||
		            io.read_bytes.is == PRESENT || io.write_bytes.is == PRESENT ||
		            io.cancelled_write_bytes.is == PRESENT);
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT("5 4 3 2 0 1 0\n"), parse_statm);
	with_hostile(text_of(io_text), parse_io);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(statm_counts_pages),
		cmocka_unit_test(memory_that_nobody_has_is_absent),
		cmocka_unit_test(statm_of_another_form_is_refused),
		cmocka_unit_test(io_lines_have_their_members),
		cmocka_unit_test(an_io_line_fails_alone),
		cmocka_unit_test(io_without_a_line_is_refused),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
