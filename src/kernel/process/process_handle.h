/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Process handle: how a process is held while it is read, and which of its threads has the data
 * that all threads share.
 *
 * A PID may be reused as soon as its process has been reaped, so that files which are opened one
 * after the other by PID may belong to two processes. One of three holds ensures that all data are
 * of one process:
 *
 *   HOLD_DIRECTORY  An open /proc/PID stays bound to its process. It is empty after the process has
 *                   been reaped.
 *   HOLD_STATM      statm is opened before all other files and read after them. If it can be read,
 *                   the process exists, and everything that was read by PID in between is its own.
 *                   This costs nothing if statm is needed anyway. A directory costs as much as
 *                   a file.
 *   HOLD_NOTHING    If only one file is read, nothing can be mixed.
 *
 * A process is more than its main thread. If the main thread has ended (pthread_exit(3)) while
 * others run, /proc/PID says "zombie" and has no memory, arguments, program and descriptors. These
 * are in /proc/PID/task/TID of the other threads (proc_pid_task(5)).
 */
#ifndef KERNEL_PROCESS_PROCESS_HANDLE_H
#define KERNEL_PROCESS_PROCESS_HANDLE_H

#include <sys/types.h>

#include "base/buffer.h"
#include "base/numbered.h"
#include "kernel/process/kept_files.h"
#include "kernel/process/pid_stat.h"

enum process_hold { HOLD_NOTHING, HOLD_STATM, HOLD_DIRECTORY };

struct process_handle {
	pid_t pid;
	int dir;                /* /proc/PID; -1: not held by its directory */
	int statm;              /* the open statm; -1: not held by statm */
	int pidfd;              /* -1: not opened yet */
	int task;               /* task/TID of a live thread; -1: the main thread is alive */
	pid_t tid;              /* of task */
	bool is_examined;       /* task has been determined */
	struct kept_file *kept; /* the files that stay open; NULL: none */
};

#define NO_PROCESS ((struct process_handle){ .dir = -1, .statm = -1, .pidfd = -1, .task = -1 })

/*
 * Opens a handle of the process PID. If statm is refused, HOLD_STATM holds the directory. Returns 0
 * or a negative errno: -ESRCH if there is no such process.
 */
int process_handle_open(pid_t pid, enum process_hold hold, struct process_handle *ret);

/*
 * Opens a handle that uses the files in KEPT, and opens those that are missing. A kept statm that
 * can be read proves the same as a new one about everything that was read by PID before. If a file
 * returns -ESRCH, it may belong to an earlier process with this PID: close KEPT and open the handle
 * again.
 */
int process_handle_open_kept(struct kept_file *kept, enum process_hold hold,
                             struct process_handle *ret);

void process_handle_close(struct process_handle *handle);

/*
 * How often a process is read before nvhost believes that the process is gone. While a thread other
 * than the first executes a program and takes the place of the first one (de_thread() in
 * fs/exec.c), the kernel says for a moment that the process does not exist.
 */
enum { PROCESS_TRIES = 4 };

/* Tells whether /proc/PID exists although reading the process PID returned R. */
bool process_is_still_there(pid_t pid, int r);

#define _cleanup_process_handle_ _cleanup_(process_handle_close)

/* The place of a file of the process: in its directory or, without one, below /proc. */
struct process_file {
	int dir;
	char name[NUMBERED_NAME];
};

struct process_file process_handle_file(const struct process_handle *handle, const char *name);

/* Returns the place in the thread that has the memory. The process must have been examined. */
struct process_file process_handle_task_file(const struct process_handle *handle, const char *name);

/* Reads stat, from the kept file if there is one. Returns as pid_stat_read(). */
int process_handle_read_stat(const struct process_handle *handle, struct buffer *scratch,
                             struct pid_stat *ret);

/*
 * Opens a pidfd of the process that has the PID now, or of the process of the kept files. Returns
 * the descriptor, which belongs to the handle, or a negative errno.
 */
int process_handle_pidfd(struct process_handle *handle);

/* Returns where a descriptor of cmdline may be kept, or NULL. */
int *process_handle_kept_cmdline(const struct process_handle *handle);

/*
 * Translates R, the result of reading such a file: below /proc, a missing file means that the
 * process is missing, -ESRCH.
 */
int process_handle_explain(const struct process_handle *handle, int r);

/*
 * Checks that the process whose directory is held still exists. Returns 0, -ESRCH or another errno.
 */
int process_handle_check(const struct process_handle *handle);

/*
 * Finds out from STAT, which was read through the handle, whether the main thread is alive. If it
 * has ended and others have not, STAT gets the state of another thread.
 *
 * scratch: overwritten. Returns 0 or a negative errno: -ESRCH if the process has ended.
 */
int process_handle_examine(struct process_handle *handle, struct buffer *scratch,
                           struct pid_stat *stat);

/*
 * Returns the open directory of the thread that has the memory, the program and the descriptors of
 * the process: /proc/PID itself if the main thread is alive. -1: no directory is held, and none is
 * needed. Examines the process if that has not been done.
 *
 * scratch: overwritten. Returns 0 or a negative errno.
 */
int process_handle_task(struct process_handle *handle, struct buffer *scratch, int *ret);

#endif
