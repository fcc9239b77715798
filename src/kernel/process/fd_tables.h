/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Descriptor tables: the threads of a process share one table, except threads that were created
 * without CLONE_FILES or have unshared it (clone(2), unshare(2)). The descriptors of such a thread
 * are only in /proc/PID/task/TID/fd.
 */
#ifndef KERNEL_PROCESS_FD_TABLES_H
#define KERNEL_PROCESS_FD_TABLES_H

#include "kernel/process/pid_fd.h"
#include "kernel/process/process_handle.h"

/*
 * Tells whether the process whose task directory is NAME in DIR has more than one thread. This
 * costs one system call, and saves the search in the usual case.
 */
bool fd_tables_may_differ(int dir, const char *name);

/*
 * Lists one thread for each table other than the table of the process, which is that of the main
 * thread or of the handle's task. If all threads share the table, this takes one kcmp(2) per
 * thread. If kcmp(2) is refused, the descriptor numbers are compared instead.
 *
 * ret: malloc'ed; NULL if there is no other table. scratch: overwritten. Returns 0 or a negative
 * errno.
 */
int fd_tables_find(struct process_handle *handle, struct buffer *scratch, pid_t **ret,
                   size_t *ret_n);

/*
 * Opens the directory task/TID. Returns a descriptor or a negative errno; -ESRCH: the thread has
 * ended.
 */
int fd_tables_open(const struct process_handle *handle, pid_t tid);

/*
 * Lists the descriptors of all tables, sorted by number, as memory of ARENA. A descriptor that has
 * the same number and target in several tables is listed once.
 *
 * wanted: as for pid_fd_read(); with PID_FD_FILES, as for pid_files_read(). Returns 0 or a negative
 * errno: -EACCES.
 */
int fd_tables_read(struct process_handle *handle, unsigned wanted, struct buffer *scratch,
                   struct arena *arena, struct pid_fd **ret, size_t *ret_n);

#endif
