/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What binds the process that speaks for the host: the least limit of its control group and those
 * above it, as far as they can be seen. In a container that is the container's own.
 */
#ifndef KERNEL_CGROUP_LIMIT_H
#define KERNEL_CGROUP_LIMIT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/*
 * Memory, and how much of it the group of the limit uses. Absent: no limit; unsupported: no such
 * control groups. Returns 0 or -ENOMEM.
 */
int cgroup_memory_limit(struct buffer *scratch, struct arena *arena, struct opt_u64 *ret_limit,
                        struct opt_u64 *ret_used);

/* Time on CPUs: how many of them it is worth. Returns as the other. */
int cgroup_cpu_limit(struct buffer *scratch, struct arena *arena, struct opt_f64 *ret);

#endif
