/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Control groups below /sys/fs/cgroup: limits and usage of CPU and memory. Version 2
 * (Documentation/admin-guide/cgroup-v2.rst), and version 1 where a controller is still there.
 */
#ifndef KERNEL_CGROUP_H
#define KERNEL_CGROUP_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/* A hierarchy that has the controller. */
struct cgroup_tree {
	bool is_v1;
	const char *mount; /* below /sys: "fs/cgroup", "fs/cgroup/memory" */
	struct text own;   /* path of this process in it */
};

/*
 * Finds the hierarchy of CONTROLLER ("cpu", "memory"). ret->own: memory of ARENA.
 * Returns 0 or a negative errno; -EOPNOTSUPP: none is mounted.
 */
int cgroup_find(const char *controller, struct buffer *scratch, struct arena *arena,
                struct cgroup_tree *ret);

/* Opens a control group by its path in the tree. A descriptor, or a negative errno. */
int cgroup_open(const struct cgroup_tree *tree, struct text path);

/* "max" is absent: no limit. What a level or a kernel does not have is UNSUPPORTED. */
struct cgroup_cpu {
	struct opt_f64 limit_cpus; /* quota over period */
	struct opt_u64 weight;     /* of version 2; shares of version 1 */
	struct opt_u64 usage_us, user_us, system_us;
	struct opt_u64 periods, throttled_periods;
	struct opt_u64 throttled_us;
};

struct cgroup_memory {
	struct opt_u64 usage_bytes, peak_bytes;
	struct opt_u64 limit_bytes; /* memory.max: beyond it, somebody is killed */
	struct opt_u64 high_bytes;  /* beyond it, all are slowed down */
	struct opt_u64 swap_usage_bytes, swap_limit_bytes;
	struct opt_u64 oom_kills;
};

/* Read the files of a group whose open directory is DIR. Return 0 or -ENOMEM. */
int cgroup_cpu_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_cpu *ret);
int cgroup_memory_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_memory *ret);

#endif
