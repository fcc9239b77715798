/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds and reads the descriptor tables of a process: /proc/PID/task/TID/fd, kcmp(2). */
#include "kernel/process/fd_tables.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "base/numbered.h"
#include "kernel/host.h"
#include "kernel/process/proc_pids.h"
#include "kernel/trace.h"
#include "model/fault.h"

/* fs/proc/base.c proc_task_getattr(): 2 plus the number of threads */
enum { LINKS_OF_ONE_THREAD = 3 };

/* Returns 0: the same table; 1 or 2: the order of the tables; or a negative errno. */
static int compare_tables(pid_t a, pid_t b)
{
	long r = syscall(SYS_kcmp, a, b, KCMP_FILES, 0, 0);

	return trace_number("kcmp", a, r < 0 ? -errno : (int)r);
}

static int by_table(const void *left, const void *right)
{
	const pid_t *a = left, *b = right;
	int order = compare_tables(*a, *b);

	if (order == 0)
		return (*a > *b) - (*a < *b);
	return order == 1 ? -1 : 1;
}

/* Keeps one thread of each table. */
static size_t keep_first(pid_t *ids, size_t n)
{
	size_t kept = 0;

	qsort(ids, n, sizeof(*ids), by_table);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || compare_tables(ids[kept - 1], ids[i]) != 0)
			ids[kept++] = ids[i];
	return kept;
}

/*
 * Keeps the threads whose table is not that of MAIN. Returns 0 or a negative errno if kcmp(2) is
 * not available.
 */
static int keep_others(pid_t main, pid_t *ids, size_t *n)
{
	size_t kept = 0;

	for (size_t i = 0; i < *n; i++) {
		int order = ids[i] == main ? 0 : compare_tables(main, ids[i]);

		if (order < 0 && order != -ESRCH)
			return order;
		if (order > 0)
			ids[kept++] = ids[i];
	}
	*n = kept > 1 ? keep_first(ids, kept) : kept;
	return 0;
}

int fd_tables_open(const struct process_handle *handle, pid_t tid)
{
	char name[NUMBERED_NAME];
	int fd;

	numbered_name(name, "task/", (uint64_t)tid, "");
	fd = root_openat(handle->dir, name, O_PATH | O_DIRECTORY);
	return fd == -ENOENT ? -ESRCH : fd;
}

/* Tells whether NUMBERS are the descriptors in DIR. */
static bool has_same_numbers(const pid_t *numbers, size_t n_numbers, int dir)
{
	_cleanup_free_ pid_t *others = NULL;
	size_t n = 0;

	return proc_numbers_read(dir, "fd", &others, &n) == 0 && n == n_numbers &&
	       (n == 0 || memcmp(numbers, others, n * sizeof(*others)) == 0);
}

/*
 * Does the same without kcmp(2): a container's seccomp filter refuses it, or the host is recorded.
 */
static int keep_different(const struct process_handle *handle, int task, pid_t main, pid_t *ids,
                          size_t *n)
{
	_cleanup_free_ pid_t *numbers = NULL;
	size_t n_numbers = 0, kept = 0;
	int r = proc_numbers_read(task, "fd", &numbers, &n_numbers);

	for (size_t i = 0; i < *n && r == 0; i++) {
		_cleanup_close_ int other =
			ids[i] == main ? -ESRCH : fd_tables_open(handle, ids[i]);

		if (fault_is_fatal(other))
			r = other;
		else if (other >= 0 && !has_same_numbers(numbers, n_numbers, other))
			ids[kept++] = ids[i];
	}
	*n = kept;
	return r;
}

/* In a recorded tree, the link count does not tell the number of threads. */
bool fd_tables_may_differ(int dir, const char *name)
{
	struct stat stat;

	return root_stat(dir, name, &stat) == 0 &&
	       (stat.st_nlink > LINKS_OF_ONE_THREAD || !root_is_live(ROOT_PROC));
}

int fd_tables_find(struct process_handle *handle, struct buffer *scratch, pid_t **ret,
                   size_t *ret_n)
{
	_cleanup_free_ pid_t *ids = NULL;
	size_t n = 0;
	pid_t main;
	int task, r;

	*ret = NULL;
	*ret_n = 0;
	if (!fd_tables_may_differ(handle->dir, "task"))
		return 0;
	r = process_handle_task(handle, scratch, &task);
	if (r == 0)
		r = proc_numbers_read(handle->dir, "task", &ids, &n);
	if (r < 0 || n < 2)
		return r == -ENOENT ? 0 : r;
	main = handle->task >= 0 ? handle->tid : handle->pid;
	r = proc_pids_are_ours() ? keep_others(main, ids, &n) : -ENOSYS;
	if (r < 0)
		r = keep_different(handle, task, main, ids, &n);
	if (r == 0 && n > 0) {
		*ret = take(ids);
		*ret_n = n;
	}
	return r;
}

static int read_table(int dir, unsigned wanted, struct buffer *scratch, struct arena *arena,
                      struct pid_fd **ret, size_t *ret_n)
{
	return wanted & PID_FD_FILES
	               ? pid_files_read(dir, wanted & PID_FD_DELETED, scratch, arena, ret, ret_n)
	               : pid_fd_read(dir, wanted, scratch, arena, ret, ret_n);
}

static int by_number(const void *left, const void *right)
{
	const struct pid_fd *a = left, *b = right;
	int order;

	if (a->fd != b->fd)
		return a->fd < b->fd ? -1 : 1;
	order = text_compare(a->target, b->target);
	return order != 0 ? order : (a->tid.v > b->tid.v) - (a->tid.v < b->tid.v);
}

/*
 * A descriptor that was open before the tables were separated is the same in both, and is kept
 * once.
 */
static size_t drop_doubles(struct pid_fd *list, size_t n)
{
	size_t kept = 0;

	qsort(list, n, sizeof(*list), by_number);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || list[kept - 1].fd != list[i].fd ||
		    !text_equal(list[kept - 1].target, list[i].target))
			list[kept++] = list[i];
	return kept;
}

struct fd_list {
	struct pid_fd *items;
	size_t n;
};

static int add_descriptor(struct fd_list *list, struct arena *arena, const struct pid_fd *fd)
{
	struct pid_fd *items = arena_grow(arena, list->items, list->n, sizeof(*items));

	if (!items)
		return -ENOMEM;
	items[list->n++] = *fd;
	list->items = items;
	return 0;
}

/* Appends the table of the thread TID, unless the thread has ended. */
static int add_table(const struct process_handle *handle, pid_t tid, unsigned wanted,
                     struct buffer *scratch, struct arena *arena, struct fd_list *list)
{
	_cleanup_close_ int dir = fd_tables_open(handle, tid);
	struct pid_fd *own = NULL;
	size_t n = 0;
	int r = dir < 0 ? dir : read_table(dir, wanted, scratch, arena, &own, &n);

	for (size_t i = 0; i < n && r == 0; i++) {
		own[i].tid = some_u64((uint64_t)tid);
		r = add_descriptor(list, arena, &own[i]);
	}
	return fault_only_fatal(r);
}

int fd_tables_read(struct process_handle *handle, unsigned wanted, struct buffer *scratch,
                   struct arena *arena, struct pid_fd **ret, size_t *ret_n)
{
	_cleanup_free_ pid_t *ids = NULL;
	struct fd_list list = { 0 };
	size_t n_ids = 0;
	int task, r = process_handle_task(handle, scratch, &task);

	if (r == 0)
		r = fd_tables_find(handle, scratch, &ids, &n_ids);
	if (r == 0)
		r = read_table(task, wanted, scratch, arena, ret, ret_n);
	if (r < 0 || n_ids == 0)
		return r;
	for (size_t n = 0; n < *ret_n && r == 0; n++)
		r = add_descriptor(&list, arena, &(*ret)[n]);
	for (size_t n = 0; n < n_ids && r == 0; n++)
		r = add_table(handle, ids[n], wanted, scratch, arena, &list);
	*ret = list.items;
	*ret_n = drop_doubles(list.items, list.n);
	return r;
}
