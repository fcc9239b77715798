/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists the processes: the entries of /proc whose name is a number. */
#ifndef KERNEL_PROCESS_PROC_PIDS_H
#define KERNEL_PROCESS_PROC_PIDS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * Lists the PIDs in ascending order. Entries that are not a PID as the kernel prints it (0, 007,
 * 99999999999, 12a) are skipped.
 *
 * ret: malloc'ed. Returns 0 or a negative errno.
 */
int proc_pids_read(pid_t **ret, size_t *ret_n);

/* Lists the PIDs in PROC, the open directory /proc or a recorded one. ret and result as above. */
int proc_pids_read_in(int proc, pid_t **ret, size_t *ret_n);

/*
 * Lists the numbers in the directory NAME in DIR, including 0: the threads in /proc/PID/task, the
 * descriptors in /proc/PID/fd. ret and result as above.
 */
int proc_numbers_read(int dir, const char *name, pid_t **ret, size_t *ret_n);

/*
 * Tells whether the PIDs in /proc are valid for system calls: /proc is that of this host and of our
 * own PID namespace. In a new namespace (unshare(1) --pid), the old /proc remains until another is
 * mounted, and the same number means two processes; pid_namespaces(7).
 */
bool proc_pids_are_ours(void);

/*
 * Opens the directory /proc/PID for openat(2) and the like. Returns a descriptor, or a negative
 * errno: -ESRCH if there is no such process.
 */
int pid_open(pid_t pid);

/*
 * Tells whether a process or thread with this ID exists that /proc does not show or whose files are
 * refused: /proc was mounted with hidepid, proc(5). Always false if proc_pids_are_ours() is.
 */
bool pid_is_hidden(pid_t pid);

#endif
