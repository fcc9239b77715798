/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/reference, kernel/process/pid_held: what names one process, and what a line of maps names.
 */
#include "hostile.h"

#include <errno.h>

#include "kernel/process/pid_held.h"
#include "model/reference.h"

static void words_are_one_process(void **state _unused_)
{
	struct reference reference = { 0 };

	assert_int_equal(reference_parse(TEXT("4711"), &reference), 0);
	assert_int_equal(reference.pid, 4711);
	assert_int_equal(reference.start_ticks.is, ABSENT);
	assert_int_equal(reference_parse(TEXT("4711@99"), &reference), 0);
	assert_int_equal(reference.start_ticks.v, 99);
	assert_int_equal(reference_parse(TEXT("4711:7"), &reference), 0);
	assert_int_equal(reference.inode.v, 7);
	assert_int_equal(reference.start_ticks.is, ABSENT);
	assert_int_equal(reference_parse(TEXT("0"), &reference), 0);
	assert_int_equal(reference.pid, 0);
	/* numbers that no process has are no mistake */
	assert_int_equal(reference_parse(TEXT("2147483648"), &reference), 0);
	assert_int_equal(reference.pid, -1);
	assert_int_equal(reference_parse(TEXT("99999999999999999999@5"), &reference), 0);
	assert_int_equal(reference.pid, -1);
	assert_int_equal(reference_parse(TEXT("1@99999999999999999999"), &reference), 0);
	assert_true(reference.start_ticks.v == UINT64_MAX);
}

static void other_words_are_none(void **state _unused_)
{
	static const char *const words[] = { "",   "-1", "+1",  " 1",    "1 ",  "1x",   "@5", "1@",
		                             "1:", ":1", "1@x", "1@5@6", "1:x", "1@-5", "abc" };
	struct reference reference = { .pid = 5 };

	for (size_t n = 0; n < sizeof(words) / sizeof(words[0]); n++)
		assert_int_equal(reference_parse(text_of(words[n]), &reference), -EINVAL);
	assert_int_equal(reference.pid, 5);
}

static void identities_go_both_ways(void **state _unused_)
{
	_cleanup_buffer_ struct buffer text = { 0 };
	struct reference reference;

	assert_int_equal(reference_parse(TEXT("4711@18446744073709551614"), &reference), 0);
	assert_int_equal(reference_add(&reference, &text), 0);
	assert_true(text_equal(buffer_text(&text), TEXT("4711@18446744073709551614")));
	text.length = 0;
	reference.start_ticks.is = ABSENT;
	assert_int_equal(reference_add(&reference, &text), 0);
	assert_true(text_equal(buffer_text(&text), TEXT("4711")));
}

static bool are_equal(const char *a, const char *b)
{
	struct reference left, right;

	assert_int_equal(reference_parse(text_of(a), &left), 0);
	assert_int_equal(reference_parse(text_of(b), &right), 0);
	return reference_equal(&left, &right);
}

static void what_is_known_of_both_is_compared(void **state _unused_)
{
	assert_true(are_equal("5", "5"));
	assert_true(are_equal("5", "5@7"));
	assert_true(are_equal("5@7", "5@7"));
	assert_true(are_equal("5@7", "5:7"));
	assert_false(are_equal("5@7", "5@8"));
	assert_false(are_equal("5:7", "5:8"));
	assert_false(are_equal("5@7", "6@7"));
}

static void a_line_of_maps_names_a_file(void **state _unused_)
{
	struct pid_mapping mapping;

	assert_true(pid_mapping_parse(
		TEXT("7f3a10000000-7f3a10021000 r-xp 00001000 fe:0a 4294967297    /a b"),
		&mapping));
	assert_true(mapping.first == 0x7f3a10000000 && mapping.last == 0x7f3a10021000);
	assert_true(mapping.file.device == ((uint64_t)0xfe << 32 | 0x0a));
	assert_true(mapping.file.inode == 4294967297);
	/* what has no inode is no file */
	assert_false(pid_mapping_parse(TEXT("00400000-00401000 rw-p 00000000 00:00 0 [heap]"),
	                               &mapping));
	assert_false(pid_mapping_parse(TEXT(""), &mapping));
	assert_false(pid_mapping_parse(TEXT("00400000-00401000 rw-p 00000000 fe:0a"), &mapping));
	assert_false(pid_mapping_parse(TEXT("00400000 rw-p 00000000 fe:0a 5"), &mapping));
	assert_false(pid_mapping_parse(TEXT("4-5 rw-p 0 fe0a 5"), &mapping));
	assert_false(pid_mapping_parse(TEXT("4-5 rw-p 0 fe:0a 99999999999999999999"), &mapping));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_one_process),
		cmocka_unit_test(other_words_are_none),
		cmocka_unit_test(identities_go_both_ways),
		cmocka_unit_test(what_is_known_of_both_is_compared),
		cmocka_unit_test(a_line_of_maps_names_a_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
