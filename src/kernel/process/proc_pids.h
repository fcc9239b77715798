/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The processes that there are: the numbers among the entries of /proc. */
#ifndef KERNEL_PROCESS_PROC_PIDS_H
#define KERNEL_PROCESS_PROC_PIDS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * Lists the PIDs in ascending order. Entries that are no PID as the kernel writes one (0, 007,
 * 99999999999, 12a) are passed over.
 *
 * ret: malloc'ed. Returns 0 or a negative errno.
 */
int proc_pids_read(pid_t **ret, size_t *ret_n);

/* The same for the numbers in any directory: the threads in /proc/PID/task, the descriptors. */
int proc_numbers_read(int dir, const char *name, pid_t **ret, size_t *ret_n);

/*
 * Whether the PIDs in /proc are those that system calls take: it is this host's, and of our own PID
 * namespace. In a new namespace (unshare(1) --pid) the old /proc is there until another is mounted,
 * and the same number is two processes; pid_namespaces(7).
 */
bool proc_pids_are_ours(void);

/*
 * Opens the directory /proc/PID, for openat(2) and the like. A descriptor, or a negative errno:
 * -ESRCH where there is no such process.
 */
int pid_open(pid_t pid);

/*
 * Whether the kernel has a process or thread of that ID, which /proc does not show, or whose files
 * it refuses: it was mounted with hidepid, proc(5). Never of a /proc whose PIDs are not ours.
 */
bool pid_is_hidden(pid_t pid);

#endif
