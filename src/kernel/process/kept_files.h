/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kept files: the files that most columns of processes need stay open from one report to the next.
 *
 * Opening and closing takes half of the time to read stat or cmdline, and two thirds for statm. An
 * open file stays bound to its process: after the process has ended, read(2) fails with ESRCH and
 * PIDFD_GET_INFO returns no IDs, even if the PID is in use again. Each file takes a descriptor and,
 * in the kernel, up to a page; therefore their number is limited.
 */
#ifndef KERNEL_PROCESS_KEPT_FILES_H
#define KERNEL_PROCESS_KEPT_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/types.h>

/* The files of one process; -1: not open. */
struct kept_file {
	pid_t pid;
	bool may_keep; /* false: the limit is reached; all descriptors are -1 */
	int stat;
	int statm;
	int cmdline;
	/* for process IDs; fstat(2) still returns its inode number after the process has ended */
	int pidfd;
};

#define NOTHING_KEPT .stat = -1, .statm = -1, .cmdline = -1, .pidfd = -1

/* A zeroed struct is empty. */
struct kept_files {
	struct kept_file *items; /* sorted by PID */
	size_t n;
	size_t room; /* limit of open files; 0: not determined yet */
	struct rlimit before;
};

/*
 * Makes items[n] the files of pids[n]; PIDs must ascend. Closes the files of other processes. The
 * first call raises the limit of descriptors (RLIMIT_NOFILE) as far as allowed, until
 * kept_files_done().
 *
 * Returns 0 or -ENOMEM; after -ENOMEM no file is kept.
 */
int kept_files_update(struct kept_files *kept, const pid_t *pids, size_t n);

/* Closes the files of the process. */
void kept_file_close(struct kept_file *file);

void kept_files_done(struct kept_files *kept);

#endif
