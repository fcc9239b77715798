/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which CPUs a process may be given: those of its cpuset, cpuset(7), else those online. */
#ifndef KERNEL_CPUSET_H
#define KERNEL_CPUSET_H

#include "base/arena.h"
#include "base/buffer.h"

/*
 * Lists them, ascending, as memory of ARENA. DIR: the open directory /proc/PID of the process.
 * Returns 0 or a negative errno.
 */
int cpuset_read(int dir, struct buffer *scratch, struct arena *arena, uint64_t **ret,
                size_t *ret_n);

#endif
