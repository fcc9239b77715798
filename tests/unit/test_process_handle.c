/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/process/process_handle and fd_tables: which thread has what all of a process share. */
#include "tree.h"

#include <errno.h>

#include "kernel/process/fd_tables.h"

#define STAT(id, state, threads)                                                             \
	id " (x) " state " 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 " threads " 0 500 0 0 0 0 0 0 " \
	   "0 0 0 0 0 0 0 0 0 0 0\n"

/* A process of three threads, the first of which has ended. */
static void write_ended_leader(void)
{
	tree_write("proc/40/stat", TEXT(STAT("40", "Z", "3")));
	tree_write("proc/40/task/40/stat", TEXT(STAT("40", "Z", "3")));
	tree_write("proc/40/task/41/stat", TEXT(STAT("41", "X", "3")));
	tree_write("proc/40/task/42/stat", TEXT(STAT("42", "D", "3")));
	tree_write("proc/40/task/42/statm", TEXT("7 6 5 4 3 2 1\n"));
}

static void another_thread_stands_in(void **state _unused_)
{
	_cleanup_process_handle_ struct process_handle handle = NO_PROCESS;
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct pid_stat stat;
	int task;

	write_ended_leader();
	assert_int_equal(process_handle_open(40, HOLD_NOTHING, &handle), 0);
	assert_int_equal(handle.dir, -1);
	assert_int_equal(pid_stat_read_pid(40, &scratch, &stat), 0);
	assert_int_equal(process_handle_examine(&handle, &scratch, &stat), 0);
	assert_int_equal(stat.state, 'D');
	assert_int_equal(handle.tid, 42);
	assert_int_equal(process_handle_task(&handle, &scratch, &task), 0);
	assert_int_equal(faccessat(task, "statm", F_OK, 0), 0);
}

static void main_thread_has_its_own(void **state _unused_)
{
	_cleanup_process_handle_ struct process_handle handle = NO_PROCESS;
	_cleanup_buffer_ struct buffer scratch = { 0 };
	int task;

	tree_write("proc/50/stat", TEXT(STAT("50", "S", "2")));
	tree_write("proc/50/task/51/stat", TEXT(STAT("51", "R", "2")));
	assert_int_equal(process_handle_open(50, HOLD_DIRECTORY, &handle), 0);
	assert_int_equal(process_handle_task(&handle, &scratch, &task), 0);
	assert_int_equal(task, handle.dir);
	assert_int_equal(handle.task, -1);
}

/* Where all threads have ended, or the record has none, it is a zombie, and that is no error. */
static void zombies_stay_zombies(void **state _unused_)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };

	tree_write("proc/60/task/60/stat", TEXT(STAT("60", "Z", "2")));
	tree_write("proc/61/stat", TEXT(STAT("61", "Z", "2")));
	for (pid_t pid = 60; pid <= 61; pid++) {
		_cleanup_process_handle_ struct process_handle handle = NO_PROCESS;
		struct pid_stat stat = { .state = 'Z', .num_threads = 2, .starttime_ticks = 500 };
		int task;

		assert_int_equal(process_handle_open(pid, HOLD_DIRECTORY, &handle), 0);
		assert_int_equal(process_handle_examine(&handle, &scratch, &stat), 0);
		assert_int_equal(stat.state, 'Z');
		assert_int_equal(process_handle_task(&handle, &scratch, &task), 0);
		assert_int_equal(task, handle.dir);
	}
}

static void another_process_of_that_pid_is_refused(void **state _unused_)
{
	_cleanup_process_handle_ struct process_handle handle = NO_PROCESS;
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct pid_stat stat = { .state = 'Z', .num_threads = 3, .starttime_ticks = 499 };

	write_ended_leader();
	assert_int_equal(process_handle_open(40, HOLD_NOTHING, &handle), 0);
	assert_int_equal(process_handle_examine(&handle, &scratch, &stat), -ESRCH);
	assert_int_equal(process_handle_open(39, HOLD_DIRECTORY, &handle), -ESRCH);
}

static void tables_of_threads_are_told_once(void **state _unused_)
{
	_cleanup_process_handle_ struct process_handle handle = NO_PROCESS;
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_arena_ struct arena arena = { 0 };
	struct pid_fd *list;
	size_t n;

	tree_write("proc/70/stat", TEXT(STAT("70", "S", "3")));
	tree_link("proc/70/fd/0", "/dev/null");
	tree_link("proc/70/fd/4", "/of/all");
	tree_link("proc/70/task/70/fd/0", "/dev/null");
	tree_link("proc/70/task/70/fd/4", "/of/all");
	tree_link("proc/70/task/71/fd/0", "/dev/null");
	tree_link("proc/70/task/71/fd/4", "/of/all");
	tree_link("proc/70/task/72/fd/0", "/dev/null");
	tree_link("proc/70/task/72/fd/3", "/of/its/own");
	tree_link("proc/70/task/72/fd/4", "/of/another");
	tree_link("proc/70/task/72/fd/5", "socket:[9]");
	assert_int_equal(process_handle_open(70, HOLD_DIRECTORY, &handle), 0);
	assert_int_equal(fd_tables_read(&handle, 0, &scratch, &arena, &list, &n), 0);
	assert_int_equal(n, 5);
	assert_int_equal(list[0].fd, 0);
	assert_int_equal(list[0].tid.is, ABSENT);
	assert_int_equal(list[1].fd, 3);
	assert_int_equal(list[1].tid.v, 72);
	assert_int_equal(list[2].fd, 4);
	assert_true(text_equal(list[2].target, TEXT("/of/all")) ||
	            text_equal(list[3].target, TEXT("/of/all")));
	assert_int_equal(list[4].tid.v, 72);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		tree_test(another_thread_stands_in),
		tree_test(main_thread_has_its_own),
		tree_test(zombies_stay_zombies),
		tree_test(another_process_of_that_pid_is_refused),
		tree_test(tables_of_threads_are_told_once),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
