/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kept files: what most columns of many processes are read from, open from one report to the next.
 *
 * Half of what it costs to read stat or cmdline, and two thirds of statm, is to open and close the
 * file. What has been opened stays of that one process: once it is gone, reading answers ESRCH, and
 * PIDFD_GET_INFO has no IDs, whoever has the PID then. Each takes a descriptor and, in the kernel,
 * up to a page: there is a bound.
 */
#ifndef KERNEL_PROCESS_KEPT_FILES_H
#define KERNEL_PROCESS_KEPT_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/types.h>

/* Of one process; -1: not open. */
struct kept_file {
	pid_t pid;
	bool may_keep; /* else there is no room, and all are -1 */
	int stat;
	int statm;
	int cmdline;
	int pidfd; /* for IDs: its inode can be read when the process is gone, too */
};

#define NOTHING_KEPT .stat = -1, .statm = -1, .cmdline = -1, .pidfd = -1

/* A zeroed one is empty. */
struct kept_files {
	struct kept_file *items; /* in ascending order of PIDs */
	size_t n;
	size_t room; /* so many may be open; 0: not known yet */
	struct rlimit before;
};

/*
 * Makes items[n] that of pids[n], which ascend: closes the files of all others. The first time, the
 * limit of descriptors is raised as far as may be, until kept_files_done().
 *
 * Returns 0 or -ENOMEM; then nothing is kept.
 */
int kept_files_update(struct kept_files *kept, const pid_t *pids, size_t n);

/* Whether any of them is open. */
static inline bool kept_file_is_open(const struct kept_file *file)
{
	return file->stat >= 0 || file->statm >= 0 || file->cmdline >= 0 || file->pidfd >= 0;
}

/* Closes them. */
void kept_file_close(struct kept_file *file);

void kept_files_done(struct kept_files *kept);

#endif
