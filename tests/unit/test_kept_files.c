/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/process/kept_files: each file is of one process, and none is lost or kept for nothing. */
#include "tree.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

#include "kernel/process/process_handle.h"

#define STAT(id, name)                                                            \
	id " (" name ") S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 500 0 0 0 0 0 0 " \
	   "0 0 0 0 0 0 0 0 0 0 0\n"

static bool is_open(int fd)
{
	return fcntl(fd, F_GETFD) >= 0;
}

static bool is_any_open(const struct kept_file *file)
{
	return file->stat >= 0 || file->statm >= 0 || file->cmdline >= 0 || file->pidfd >= 0;
}

static void open_all(struct kept_files *kept)
{
	for (size_t n = 0; n < kept->n; n++) {
		kept->items[n].stat = open("/dev/null", O_RDONLY | O_CLOEXEC);
		kept->items[n].statm = open("/dev/null", O_RDONLY | O_CLOEXEC);
	}
}

static void what_is_gone_is_closed(void **state _unused_)
{
	static const pid_t before[] = { 1, 20, 30, 400 }, after[] = { 20, 25, 400, 500 };
	struct kept_files kept = { 0 };
	int fds[8];

	assert_int_equal(kept_files_update(&kept, before, ARRAY_SIZE(before)), 0);
	open_all(&kept);
	for (size_t n = 0; n < ARRAY_SIZE(fds); n++)
		fds[n] = n % 2 ? kept.items[n / 2].statm : kept.items[n / 2].stat;
	assert_int_equal(kept_files_update(&kept, after, ARRAY_SIZE(after)), 0);
	for (size_t n = 0; n < ARRAY_SIZE(after); n++)
		assert_int_equal(kept.items[n].pid, after[n]);
	assert_int_equal(kept.items[0].stat, fds[2]);
	assert_int_equal(kept.items[2].statm, fds[7]);
	assert_false(is_any_open(&kept.items[1]) || is_any_open(&kept.items[3]));
	for (size_t n = 0; n < ARRAY_SIZE(fds); n++)
		assert_int_equal(is_open(fds[n]), n / 2 == 1 || n / 2 == 3);
	kept_files_done(&kept);
	for (size_t n = 0; n < ARRAY_SIZE(fds); n++)
		assert_false(is_open(fds[n]));
}

/* Half of the descriptors are for other files; the limit is as before in the end. */
static void there_is_a_bound(void **state _unused_)
{
	enum { LIMIT = 300, MANY = 1000 };
	struct kept_files kept = { 0 };
	struct rlimit before, limit;
	pid_t pids[MANY];
	size_t n_kept = 0;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	limit = before;
	limit.rlim_cur = LIMIT;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	for (size_t n = 0; n < MANY; n++)
		pids[n] = (pid_t)n + 1;
	assert_int_equal(kept_files_update(&kept, pids, MANY), 0);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	for (size_t n = 0; n < MANY; n++)
		n_kept += 4 * kept.items[n].may_keep;
	assert_in_range(n_kept, LIMIT / 2 - 3, limit.rlim_cur / 2);
	kept_files_done(&kept);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_int_equal(limit.rlim_cur, LIMIT);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
}

static int read_name(struct kept_file *kept, struct buffer *scratch, struct pid_stat *ret)
{
	_cleanup_process_handle_ struct process_handle handle = NO_PROCESS;
	int r = process_handle_open_kept(kept, HOLD_STATM, &handle);

	return r < 0 ? r : process_handle_read_stat(&handle, scratch, ret);
}

/* The second time what is open is read, though the PID has another directory by then. */
static void a_kept_file_stays_of_its_process(void **state _unused_)
{
	struct kept_file kept = { .pid = 40, .may_keep = true, NOTHING_KEPT };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct pid_stat stat;

	tree_write("proc/40/stat", TEXT(STAT("40", "old")));
	tree_write("proc/40/statm", TEXT("7 6 5 4 3 2 1\n"));
	assert_int_equal(read_name(&kept, &scratch, &stat), 0);
	assert_true(kept.stat >= 0 && kept.statm >= 0);
	assert_int_equal(unlink(tree_at("proc/40/stat")), 0);
	tree_write("proc/40/stat", TEXT(STAT("40", "new")));
	assert_int_equal(read_name(&kept, &scratch, &stat), 0);
	assert_text(stat.comm, "old");
	kept_file_close(&kept);
	assert_int_equal(read_name(&kept, &scratch, &stat), 0);
	assert_text(stat.comm, "new");
	kept_file_close(&kept);
}

static void without_room_nothing_stays_open(void **state _unused_)
{
	struct kept_file kept = { .pid = 41, NOTHING_KEPT };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	struct pid_stat stat;

	tree_write("proc/41/stat", TEXT(STAT("41", "x")));
	tree_write("proc/41/statm", TEXT("7 6 5 4 3 2 1\n"));
	assert_int_equal(read_name(&kept, &scratch, &stat), 0);
	assert_false(is_any_open(&kept));
}

/* The kernel's own: while the process is a zombie, and once it is gone. */
static void the_file_ends_with_its_process(void **state _unused_)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	siginfo_t info;
	struct pid_stat stat;
	char path[64];
	pid_t child = fork();
	int fd;

	if (child == 0)
		for (;;)
			pause();
	assert_true(child > 0);
	snprintf(path, sizeof(path), "/proc/%d/stat", (int)child);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(pid_stat_read_open(fd, &scratch, &stat), 0);
	assert_int_equal(stat.ppid, getpid());
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT), 0);
	assert_int_equal(pid_stat_read_open(fd, &scratch, &stat), 0);
	assert_int_equal(stat.state, 'Z');
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_int_equal(pid_stat_read_open(fd, &scratch, &stat), -ESRCH);
	close(fd);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_gone_is_closed),
		cmocka_unit_test(there_is_a_bound),
		tree_test(a_kept_file_stays_of_its_process),
		tree_test(without_room_nothing_stays_open),
		cmocka_unit_test(the_file_ends_with_its_process),
	};

	return cmocka_run_group_tests(tests, tree_begin, tree_end);
}
