/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Process handle: how one process is held while it is read, and which of its threads has what all
 * of them share.
 *
 * A PID may be given to another process as soon as the process has been reaped, so that files which
 * are opened by PID one after the other may be of two. One of three holds makes sure that all is of
 * one process:
 *
 *   HOLD_DIRECTORY  /proc/PID, once opened, stays of its process, and is empty when that is gone.
 *   HOLD_STATM      statm, opened before all else and read behind it. While it can be read the
 *                   process is there, and whatever was read by PID in between is of it. It costs
 *                   nothing where statm is wanted anyway; a directory costs as much as a file.
 *   HOLD_NOTHING    where one file is all that is read, there is nothing to mix.
 *
 * A process is more than its main thread. Where that has ended (pthread_exit(3), execution goes on
 * in others), /proc/PID says "zombie" and has no memory, no arguments, no program, no descriptors:
 * they are those of its other threads, in /proc/PID/task/TID (proc_pid_task(5)).
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
	int dir;                /* /proc/PID; -1: not held by it */
	int statm;              /* the open statm; -1: not held by it */
	int pidfd;              /* -1: not opened, nobody asked */
	int task;               /* task/TID of a thread that lives; -1: the main thread does */
	pid_t tid;              /* of task */
	bool is_examined;       /* task is known to be so */
	struct kept_file *kept; /* its files that stay open; NULL: none */
};

#define NO_PROCESS ((struct process_handle){ .dir = -1, .statm = -1, .pidfd = -1, .task = -1 })

/*
 * Where the statm of HOLD_STATM is refused, the directory is held.
 * Returns 0 or a negative errno: -ESRCH, there is no such process.
 */
int process_handle_open(pid_t pid, enum process_hold hold, struct process_handle *ret);

/*
 * The same with KEPT, whose files are used, and opened where they are not open. A kept statm that
 * can be read says of all that was read by PID before what a new one says. What answers -ESRCH may
 * be of a former process of that PID: then KEPT is to be closed, and the handle opened anew.
 */
int process_handle_open_kept(struct kept_file *kept, enum process_hold hold,
                             struct process_handle *ret);

void process_handle_close(struct process_handle *handle);

#define _cleanup_process_handle_ _cleanup_(process_handle_close)

/* Where a file of the process is: in its directory or, without that, below /proc. */
struct process_file {
	int dir;
	char name[NUMBERED_NAME];
};

struct process_file process_handle_file(const struct process_handle *handle, const char *name);

/* The same where the thread is that has the memory, for a process that has been examined. */
struct process_file process_handle_task_file(const struct process_handle *handle, const char *name);

/* Reads its stat, from the kept file where there is one. Returns as pid_stat_read(). */
int process_handle_read_stat(const struct process_handle *handle, struct buffer *scratch,
                             struct pid_stat *ret);

/* A pidfd of whoever has the PID, or of the process of the kept files; or a negative errno. */
int process_handle_pidfd(struct process_handle *handle);

/* Where its cmdline may stay open; NULL: nowhere. */
int *process_handle_kept_cmdline(const struct process_handle *handle);

/*
 * What R, the answer of reading such a file, says: below /proc, what is not there is the process,
 * which is -ESRCH.
 */
int process_handle_explain(const struct process_handle *handle, int r);

/* Whether the process whose directory is held is still there: 0, -ESRCH, or another errno. */
int process_handle_check(const struct process_handle *handle);

/*
 * Finds out whether the main thread lives, from STAT, which was read through the handle. Where it
 * has ended and others have not, STAT gets the state of one of those.
 *
 * scratch: overwritten. Returns 0 or a negative errno: -ESRCH the process is gone.
 */
int process_handle_examine(struct process_handle *handle, struct buffer *scratch,
                           struct pid_stat *stat);

/*
 * The open directory of the thread that has the memory, the program and the descriptors of the
 * process: /proc/PID itself where the main thread lives. -1: no directory is held, and none is
 * needed. Examines the process where that has not been done.
 *
 * scratch: overwritten. Returns 0 or a negative errno.
 */
int process_handle_task(struct process_handle *handle, struct buffer *scratch, int *ret);

#endif
