/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/process/pid_replaced and pid_wchan: what of a process is no more on disk; where it sleeps.
 */
#include "tree.h"

#include <errno.h>

#include "kernel/process/pid_replaced.h"
#include "kernel/process/pid_wchan.h"
#include "kernel/process/proc_pids.h"

static void files_without_a_name_count(void **state _unused_)
{
	struct text address;

	assert_true(pid_replaced_parse(
		TEXT("7f01-7f02 r-xp 00001000 fe:00 1234   /usr/lib/a b.so (deleted)"), &address));
	assert_text(address, "7f01-7f02");
	assert_true(pid_replaced_parse(TEXT("1-2 --xp 0 0:0 1 /x (deleted)"), &address));
}

static void others_do_not(void **state _unused_)
{
	static const char *const lines[] = {
		"",
		" (deleted)",
		"1-2 r-xp 0 0:0 1 /usr/lib/libc.so",           /* it has its name */
		"1-2 rw-p 0 0:0 1 /var/lib/data.db (deleted)", /* data */
		"1-2 rwxp 0 0:0 1 /memfd:jit (deleted)",
		"1-2 rwxs 0 0:0 1 /SYSV00000000 (deleted)",
		"1-2 rwxs 0 0:0 1 /dev/zero (deleted)",
		"1-2 rwxs 0 0:0 1 /dev/shm/pool (deleted)",
		"1-2 rwxs 0 0:0 1 anon_inode:x (deleted)",
		"1-2 r-xp 0 0:0 (deleted)",
		"1-2 x (deleted)",
	};
	struct text address;

	for (size_t n = 0; n < ARRAY_SIZE(lines); n++)
		assert_false(pid_replaced_parse(text_of(lines[n]), &address));
}

static int read_replaced(const char *maps, bool *ret)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_close_ int dir = -1;

	tree_write("proc/7/maps", text_of(maps));
	dir = pid_open(7);
	assert_true(dir >= 0);
	return pid_replaced_read(dir, &scratch, ret);
}

static void any_line_will_do(void **state _unused_)
{
	bool is_replaced = true;

	assert_int_equal(read_replaced("", &is_replaced), 0);
	assert_false(is_replaced);
	assert_int_equal(
		read_replaced("1-2 r-xp 0 0:0 1 /a\n2-3 rw-p 0 0:0 1 /b (deleted)\n", &is_replaced),
		0);
	assert_false(is_replaced);
	assert_int_equal(
		read_replaced("1-2 r-xp 0 0:0 1 /a\n2-3 r-xp 0 0:0 1 /b (deleted)\n", &is_replaced),
		0);
	assert_true(is_replaced);
}

static int read_wchan(const char *text, struct arena *arena, struct text *ret)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_close_ int dir = -1;

	tree_write("proc/8/wchan", text_of(text));
	dir = pid_open(8);
	assert_true(dir >= 0);
	return pid_wchan_read(dir, &scratch, arena, ret);
}

static void a_place_or_none(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct text place = { 0 };

	assert_int_equal(read_wchan("hrtimer_nanosleep", &arena, &place), 0);
	assert_text(place, "hrtimer_nanosleep");
	assert_int_equal(read_wchan("0", &arena, &place), -ENODATA);
	assert_int_equal(read_wchan("", &arena, &place), -ENODATA);
}

static void parse(struct text text)
{
	struct text address;

	pid_replaced_parse(text, &address);
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT("7f01-7f02 r-xp 00001000 fe:00 1234 /usr/lib/a.so (deleted)"), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(files_without_a_name_count),
		tree_test(others_do_not),
		tree_test(any_line_will_do),
		tree_test(a_place_or_none),
		tree_test(hostile),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
