/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/wchan: the kernel function in which a task sleeps, proc_pid_wchan(5). */
#ifndef KERNEL_PROCESS_PID_WCHAN_H
#define KERNEL_PROCESS_PID_WCHAN_H

#include "base/arena.h"
#include "base/buffer.h"

/*
 * Reads wchan in DIR, an open /proc/PID or task/TID, into memory of ARENA.
 *
 * Returns 0 or a negative errno: -ENODATA if the task runs or does not sleep in the kernel, -EACCES
 * if this user may not know.
 */
int pid_wchan_read(int dir, struct buffer *scratch, struct arena *arena, struct text *ret);

#endif
