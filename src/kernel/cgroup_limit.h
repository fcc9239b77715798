/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The limits of the process that represents the host: the lowest limit of its control group and all
 * visible groups above. In a container these are the limits of the container.
 */
#ifndef KERNEL_CGROUP_LIMIT_H
#define KERNEL_CGROUP_LIMIT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/*
 * Finds the memory limit, and the memory that the group with this limit uses. Absent: no limit;
 * UNSUPPORTED: no such control groups. Returns 0 or -ENOMEM.
 */
int cgroup_memory_limit(struct buffer *scratch, struct arena *arena, struct opt_u64 *ret_limit,
                        struct opt_u64 *ret_used);

/* Finds the limit of CPU time, as a number of CPUs; as above. Returns 0 or -ENOMEM. */
int cgroup_cpu_limit(struct buffer *scratch, struct arena *arena, struct opt_f64 *ret);

#endif
