/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CPUs that a process may be given: the CPUs of its cpuset, cpuset(7), else all online CPUs. */
#ifndef KERNEL_CPUSET_H
#define KERNEL_CPUSET_H

#include "base/arena.h"
#include "base/buffer.h"

/*
 * Lists the CPUs, ascending, as memory of ARENA. DIR: the open directory /proc/PID of the process.
 * Returns 0 or a negative errno.
 */
int cpuset_read(int dir, struct buffer *scratch, struct arena *arena, uint64_t **ret,
                size_t *ret_n);

#endif
