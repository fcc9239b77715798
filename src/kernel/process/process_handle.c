/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds a process: /proc/PID, its statm, and /proc/PID/task/TID. */
#include "kernel/process/process_handle.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>

#include "base/numbered.h"
#include "kernel/file.h"
#include "kernel/host.h"
#include "kernel/process/pid_statm.h"
#include "kernel/process/pidfd.h"
#include "kernel/process/proc_pids.h"
#include "model/fault.h"

/* Opens the statm that holds the process, or uses the kept one. */
static int open_statm(const struct process_handle *handle)
{
	struct kept_file *kept = handle->kept;
	int fd = kept && kept->statm >= 0 ? kept->statm : pid_statm_open(handle->pid);

	if (kept && fd >= 0)
		kept->statm = fd;
	return fd;
}

static int hold_process(struct process_handle *handle, enum process_hold hold)
{
	if (hold == HOLD_NOTHING)
		return 0;
	if (hold == HOLD_STATM)
		handle->statm = open_statm(handle);
	if (handle->statm >= 0 || handle->statm == -ESRCH)
		return MIN(handle->statm, 0);
	handle->dir = pid_open(handle->pid);
	return MIN(handle->dir, 0);
}

int process_handle_open(pid_t pid, enum process_hold hold, struct process_handle *ret)
{
	*ret = NO_PROCESS;
	ret->pid = pid;
	return hold_process(ret, hold);
}

int process_handle_open_kept(struct kept_file *kept, enum process_hold hold,
                             struct process_handle *ret)
{
	*ret = NO_PROCESS;
	ret->pid = kept->pid;
	ret->kept = kept->may_keep ? kept : NULL;
	return hold_process(ret, hold);
}

void process_handle_close(struct process_handle *handle)
{
	cleanup_close(&handle->dir);
	if (!handle->kept) {
		cleanup_close(&handle->statm);
		cleanup_close(&handle->pidfd);
	}
	cleanup_close(&handle->task);
	*handle = NO_PROCESS;
}

bool process_is_still_there(pid_t pid, int r)
{
	_cleanup_close_ int dir = r == -ESRCH || r == -ENOENT ? pid_open(pid) : -1;

	return dir >= 0;
}

struct process_file process_handle_file(const struct process_handle *handle, const char *name)
{
	bool has_dir = handle->dir >= 0;
	struct process_file file = { .dir = has_dir ? handle->dir : root_open(ROOT_PROC) };
	char *end = has_dir ? file.name : numbered_name(file.name, "", (uint64_t)handle->pid, "/");

	assert(strlen(name) <= NUMBERED_PART);
	memcpy(end, name, strlen(name) + 1);
	return file;
}

struct process_file process_handle_task_file(const struct process_handle *handle, const char *name)
{
	struct process_file file = process_handle_file(handle, name);

	if (handle->task >= 0) /* with a task, the directory is held */
		file.dir = handle->task;
	return file;
}

int process_handle_read_stat(const struct process_handle *handle, struct buffer *scratch,
                             struct pid_stat *ret)
{
	struct process_file file = { 0 };
	struct kept_file *kept = handle->kept;
	int fd;

	if (kept && kept->stat >= 0)
		return pid_stat_read_open(kept->stat, scratch, ret);
	file = process_handle_file(handle, "stat");
	if (!kept)
		return process_handle_explain(handle,
		                              pid_stat_read(file.dir, file.name, scratch, ret));
	fd = file_open(file.dir, file.name);
	if (fd < 0)
		return process_handle_explain(handle, fd);
	kept->stat = fd;
	return pid_stat_read_open(fd, scratch, ret);
}

int process_handle_pidfd(struct process_handle *handle)
{
	struct kept_file *kept = handle->kept;

	if (handle->pidfd < 0)
		handle->pidfd =
			kept && kept->pidfd >= 0 ? kept->pidfd : pidfd_open_process(handle->pid);
	if (kept && handle->pidfd >= 0)
		kept->pidfd = handle->pidfd;
	return handle->pidfd;
}

/*
 * The cmdline of a thread other than the main thread is not kept: next time it may be another
 * thread.
 */
int *process_handle_kept_cmdline(const struct process_handle *handle)
{
	return handle->kept && handle->task < 0 ? &handle->kept->cmdline : NULL;
}

int process_handle_explain(const struct process_handle *handle, int r)
{
	return handle->dir < 0 && (r == -ENOENT || r == -ENOTDIR) ? -ESRCH : r;
}

/*
 * If hidepid=1 refuses the file (EPERM), the process exists: the kernel has found it before
 * (proc_pid_permission()).
 */
int process_handle_check(const struct process_handle *handle)
{
	int r = file_exists(handle->dir, "stat");

	if (r == -EPERM || r == -EACCES)
		return 0;
	return r == -ENOENT ? -ESRCH : r;
}

/*
 * Opens the directory of a process that was held without one. It is the same process if its statm
 * can still be read or, without statm, if its start time equals that in BEFORE.
 */
static int open_late(struct process_handle *handle, struct buffer *scratch,
                     const struct pid_stat *before)
{
	_cleanup_close_ int dir = pid_open(handle->pid);
	struct pid_stat now;
	char byte;
	int r;

	if (dir < 0)
		return dir;
	if (handle->statm >= 0) {
		r = pread(handle->statm, &byte, 1, 0) < 0 ? -errno : 0;
	} else {
		r = pid_stat_read(dir, "stat", scratch, &now);
		if (r == -ENOENT || (r == 0 && now.starttime_ticks != before->starttime_ticks))
			r = -ESRCH;
	}
	if (r == 0) {
		handle->dir = dir;
		dir = -1;
	}
	return r;
}

static bool has_ended(const struct pid_stat *stat)
{
	return stat->state == 'Z' || stat->state == 'X' || stat->state == 'x';
}

/* Takes the first live thread. If there is none, the process is ending. */
static int find_task(struct process_handle *handle, struct buffer *scratch, char *ret_state)
{
	_cleanup_free_ pid_t *ids = NULL;
	size_t n_ids = 0;
	int r = proc_numbers_read(handle->dir, "task", &ids, &n_ids);

	for (size_t n = 0; n < n_ids && r == 0 && handle->task < 0; n++) {
		struct pid_stat stat;
		char name[NUMBERED_NAME];

		numbered_name(name, "task/", (uint64_t)ids[n], "/stat");
		if (pid_stat_read(handle->dir, name, scratch, &stat) < 0 || has_ended(&stat))
			continue;
		numbered_name(name, "task/", (uint64_t)ids[n], "");
		handle->task = root_openat(handle->dir, name, O_PATH | O_DIRECTORY);
		handle->tid = ids[n];
		if (handle->task >= 0)
			*ret_state = stat.state;
		else if (handle->task != -ENOENT && handle->task != -ESRCH)
			r = handle->task;
	}
	return r == -ENOENT ? 0 : r; /* a recorded process may lack its threads */
}

int process_handle_examine(struct process_handle *handle, struct buffer *scratch,
                           struct pid_stat *stat)
{
	int r = 0;

	if (has_ended(stat) && stat->num_threads > 1 && handle->task < 0) {
		if (handle->dir < 0)
			r = open_late(handle, scratch, stat);
		if (r == 0)
			r = find_task(handle, scratch, &stat->state);
	}
	handle->is_examined = r == 0;
	return r;
}

int process_handle_task(struct process_handle *handle, struct buffer *scratch, int *ret)
{
	struct process_file file = process_handle_file(handle, "stat");
	struct pid_stat stat;
	int r = 0;

	if (!handle->is_examined) {
		r = process_handle_explain(handle,
		                           pid_stat_read(file.dir, file.name, scratch, &stat));
		if (r == 0)
			r = process_handle_examine(handle, scratch, &stat);
		if (fault_cost(r) == COSTS_DATUM) /* without stat, other threads cannot be found */
			r = 0;
	}
	if (r == 0)
		*ret = handle->task >= 0 ? handle->task : handle->dir;
	return r;
}
