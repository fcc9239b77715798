/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/pid_fd and kernel/pid_link: descriptors, and the texts of their links (R-08; values.md
 * P-057).
 */
#include "tree.h"

#include <errno.h>

#include "kernel/process/pid_fd.h"
#include "kernel/process/pid_link.h"
#include "kernel/process/proc_pids.h"

static void info_is_lines_with_keys(void **state _unused_)
{
	struct pid_fd fd = { 0 };

	pid_fd_parse_info(TEXT("pos:\t12\nflags:\t0102001\nmnt_id:\t9\nino:\t7\n"), &fd);
	assert_int_equal(fd.position.v, 12);
	assert_int_equal(fd.flags.v, 0102001);
	assert_int_equal(fd.mount.v, 9);
	assert_string_equal(fd.mode, "a");
}

static void odd_info_is_absent(void **state _unused_)
{
	struct pid_fd fd = { 0 };

	pid_fd_parse_info(
		TEXT("pos:\t-1\nflags:\t0x12\nmnt_id:\t99999999999999999999\npos\nflags:\t8"), &fd);
	assert_int_equal(fd.position.is, ABSENT);
	assert_int_equal(fd.flags.is, ABSENT);
	assert_int_equal(fd.mount.is, ABSENT);
	assert_null(fd.mode);
	pid_fd_parse_info(TEXT(""), &fd);
	assert_null(fd.mode);
}

/* As fopen(3) names what open(2) calls 0, 1, 2 and 02000. */
static void modes_are_those_of_fopen(void **state _unused_)
{
	assert_string_equal(pid_fd_mode(0), "r");
	assert_string_equal(pid_fd_mode(01), "w");
	assert_string_equal(pid_fd_mode(02), "r+");
	assert_string_equal(pid_fd_mode(02001), "a");
	assert_string_equal(pid_fd_mode(02002), "a+");
	assert_string_equal(pid_fd_mode(02000), "r");
	assert_string_equal(pid_fd_mode(03), "?");
}

static void kinds_are_told_by_the_text(void **state _unused_)
{
	assert_string_equal(pid_fd_kind(TEXT("socket:[12]")), "socket");
	assert_string_equal(pid_fd_kind(TEXT("pipe:[12]")), "pipe");
	assert_string_equal(pid_fd_kind(TEXT("anon_inode:[eventpoll]")), "epoll");
	assert_string_equal(pid_fd_kind(TEXT("anon_inode:inotify")), "inotify");
	assert_string_equal(pid_fd_kind(TEXT("anon_inode:[new]")), "anon");
	assert_string_equal(pid_fd_kind(TEXT("/memfd:x (deleted)")), "memfd");
	assert_string_equal(pid_fd_kind(TEXT("user:[4026531837]")), "namespace");
	assert_string_equal(pid_fd_kind(TEXT("net:[4026531840]")), "namespace");
	assert_null(pid_fd_kind(TEXT("/etc/passwd")));
	assert_null(pid_fd_kind(TEXT("/socket:[12]")));
	assert_null(pid_fd_kind(TEXT("")));
}

/* One process with a descriptor for each odd text. */
static void read_list(struct arena *arena, unsigned wanted, struct pid_fd **ret, size_t *ret_n)
{
	_cleanup_close_ int dir = pid_open(42);
	_cleanup_buffer_ struct buffer scratch = { 0 };

	assert_true(dir >= 0);
	assert_int_equal(pid_fd_read(dir, wanted, &scratch, arena, ret, ret_n), 0);
}

static void inodes_are_those_that_fit(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct pid_fd *list;
	size_t n;

	tree_link("proc/42/fd/0", "socket:[1234]");
	tree_link("proc/42/fd/1", "socket:[99999999999999999999]");
	tree_link("proc/42/fd/2", "socket:[x]");
	tree_link("proc/42/fd/3", "pipe:[18446744073709551615]");
	tree_link("proc/42/fd/10", "socket:[12");
	tree_link("proc/42/fd/007", "socket:[7]"); /* no number as the kernel writes it */
	tree_write("proc/42/fd/4", TEXT("no link"));
	read_list(&arena, 0, &list, &n);
	assert_int_equal(n, 5); /* in the order of numbers, and what is no link left out */
	assert_int_equal(list[0].inode.v, 1234);
	assert_int_equal(list[1].inode.is, ABSENT);
	assert_text(list[1].target, "socket:[99999999999999999999]");
	assert_int_equal(list[2].inode.is, ABSENT);
	assert_true(list[3].inode.v == UINT64_MAX);
	assert_int_equal(list[4].fd, 10);
	assert_int_equal(list[4].inode.is, ABSENT);
}

static void targets_are_whole_and_clean(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct pid_fd *list;
	char target[4096];
	size_t n;

	memset(target, 'x', sizeof(target));
	target[0] = '/';
	target[4095] = '\0';
	tree_link("proc/42/fd/0", target);
	tree_link("proc/42/fd/1", "/no/such/file (deleted)");
	tree_write("proc/42/fdinfo/0", TEXT("pos:\t5\nflags:\t02\n"));
	tree_write("proc/42/fdinfo/1", TEXT(""));
	read_list(&arena, PID_FD_ALL, &list, &n);
	assert_int_equal(n, 2);
	assert_int_equal(list[0].target.length, 4095);
	assert_int_equal(list[0].position.v, 5);
	assert_string_equal(list[0].mode, "r+");
	assert_text(list[1].target, "/no/such/file");
	assert_true(list[1].is_deleted);
	assert_null(list[1].mode);
}

/* Only regular files that are there under their name (P-101). */
static void open_files_are_regular_ones(void **state _unused_)
{
	_cleanup_arena_ struct arena arena = { 0 };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_close_ int dir = -1;
	struct pid_fd *list;
	size_t n;

	tree_write("dev/a b", TEXT(""));
	tree_write("proc/42/fdinfo/0", TEXT("pos:\t3\nflags:\t0\n"));
	tree_link("proc/42/fd/0", tree_at("dev/a b"));
	tree_link("proc/42/fd/1", tree_at("dev"));
	tree_link("proc/42/fd/2", "/dev/null");
	tree_link("proc/42/fd/3", "/no/such/file (deleted)");
	tree_link("proc/42/fd/4", "pipe:[1]");
	tree_link("proc/42/fd/5", tree_at("dev/a b")); /* closed between the link and its info */
	dir = pid_open(42);
	assert_int_equal(pid_files_read(dir, false, &scratch, &arena, &list, &n), 0);
	assert_int_equal(n, 1);
	assert_int_equal(list[0].position.v, 3);
	assert_true(text_ends(list[0].target, TEXT("/dev/a b")));
}

static void descriptors_are_counted(void **state _unused_)
{
	_cleanup_close_ int dir = -1;
	uint64_t n = 9;

	tree_write("proc/42/stat", TEXT(""));
	dir = pid_open(42);
	assert_int_equal(pid_fd_count(dir, &n), -ENOENT);
	assert_int_equal(n, 9);
	tree_link("proc/42/fd/0", "pipe:[1]");
	tree_link("proc/42/fd/7", "pipe:[2]");
	assert_int_equal(pid_fd_count(dir, &n), 0);
	assert_int_equal(n, 2);
}

static void links_are_cut_at_a_nul(void **state _unused_)
{
	struct text text = TEXT("/bin/a\0b (deleted)");

	assert_false(pid_link_clean(AT_FDCWD, "no link", &text));
	assert_text(text, "/bin/a");
	text = TEXT("/no/such (deleted) (deleted)");
	assert_true(pid_link_clean(AT_FDCWD, "no link",
	                           &text)); /* the kernel's suffix is the last one */
	assert_text(text, "/no/such (deleted)");
	text = TEXT("");
	assert_false(pid_link_clean(AT_FDCWD, "no link", &text));
}

static void parse(struct text text)
{
	struct pid_fd fd = { 0 };

	pid_fd_parse_info(text, &fd);
	assert_int_equal(fd.flags.is == PRESENT, fd.mode != NULL);
	pid_fd_kind(text);
}

static void hostile(void **state _unused_)
{
	with_hostile(TEXT("pos:\t12\nflags:\t0102001\nmnt_id:\t9\n"), parse);
	with_hostile(TEXT("socket:[12]"), parse);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(info_is_lines_with_keys),     tree_test(odd_info_is_absent),
		tree_test(modes_are_those_of_fopen),    tree_test(kinds_are_told_by_the_text),
		tree_test(inodes_are_those_that_fit),   tree_test(targets_are_whole_and_clean),
		tree_test(open_files_are_regular_ones), tree_test(descriptors_are_counted),
		tree_test(links_are_cut_at_a_nul),      cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
