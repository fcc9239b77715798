/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of descriptors: the threads of a process share one, but for those that were made without
 * CLONE_FILES or have left it (clone(2), unshare(2)). What such a thread has open is in
 * /proc/PID/task/TID/fd only.
 */
#ifndef KERNEL_PROCESS_FD_TABLES_H
#define KERNEL_PROCESS_FD_TABLES_H

#include "kernel/process/pid_fd.h"
#include "kernel/process/process_handle.h"

/*
 * Whether the process whose directory task is NAME in DIR has more than one thread: one system
 * call, which spares the rest.
 */
bool fd_tables_may_differ(int dir, const char *name);

/*
 * Lists a thread for each table besides that of the process, which is its main thread's or that of
 * the handle's task. Where all threads share it, this takes a system call for each (kcmp(2)); where
 * that is refused, the numbers of their descriptors are compared.
 *
 * ret: malloc'ed; NULL where there is no other table. scratch: overwritten. Returns 0 or a negative
 * errno.
 */
int fd_tables_find(struct process_handle *handle, struct buffer *scratch, pid_t **ret,
                   size_t *ret_n);

/* The open directory task/TID, or a negative errno: -ESRCH where the thread has ended. */
int fd_tables_open(const struct process_handle *handle, pid_t tid);

/*
 * Lists the descriptors of all tables, in order of their numbers, as memory of ARENA: what has the
 * same number in two tables and is open on the same is listed once.
 *
 * wanted: as pid_fd_read() has it; with PID_FD_FILES, as pid_files_read().
 * Returns 0 or a negative errno: -EACCES.
 */
int fd_tables_read(struct process_handle *handle, unsigned wanted, struct buffer *scratch,
                   struct arena *arena, struct pid_fd **ret, size_t *ret_n);

#endif
