/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the lowest limit of a control group and the groups above it. */
#include "kernel/cgroup_limit.h"

#include <errno.h>

#include "kernel/cgroup.h"
#include "kernel/cgroup_tree.h"
#include "model/fault.h"

struct limits {
	struct opt_u64 memory_bytes, memory_used_bytes;
	struct opt_u64 memory_above_bytes; /* includes groups that may not be visible */
	struct opt_f64 cpus;
};

typedef int reader(int dir, bool is_v1, struct buffer *scratch, struct limits *limits);

static bool is_less(struct opt_u64 limit, struct opt_u64 least)
{
	return limit.is == PRESENT && (least.is != PRESENT || limit.v < least.v);
}

static int read_memory(int dir, bool is_v1, struct buffer *scratch, struct limits *limits)
{
	struct cgroup_memory memory = { 0 };
	int r = cgroup_memory_read(dir, is_v1, scratch, &memory);

	if (r == 0 && is_v1 && limits->memory_above_bytes.is != PRESENT)
		r = cgroup_memory_limit_above(dir, scratch, &limits->memory_above_bytes);
	if (r == 0 && is_less(memory.limit_bytes, limits->memory_bytes)) {
		limits->memory_bytes = memory.limit_bytes;
		limits->memory_used_bytes = memory.usage_bytes;
	}
	return r;
}

static int read_cpu(int dir, bool is_v1, struct buffer *scratch, struct limits *limits)
{
	struct cgroup_cpu cpu = { 0 };
	int r = cgroup_cpu_read(dir, is_v1, scratch, &cpu);

	if (r == 0 && cpu.limit_cpus.is == PRESENT &&
	    (limits->cpus.is != PRESENT || cpu.limit_cpus.v < limits->cpus.v))
		limits->cpus = cpu.limit_cpus;
	return r;
}

/* A group that vanishes while the limits are read has no limit. */
static int find_least(const char *controller, reader *read, struct buffer *scratch,
                      struct arena *arena, struct limits *ret)
{
	_cleanup_cgroup_ struct cgroup_tree tree = CGROUP_TREE_NONE;
	int r = cgroup_find(controller, scratch, arena, &tree);
	struct text path = tree.own;

	if (r == 0 && !path.bytes)
		r = -EOPNOTSUPP;
	if (r < 0) {
		ret->memory_bytes.is = ret->memory_used_bytes.is = ret->cpus.is = UNSUPPORTED;
		return fault_only_fatal(r);
	}
	do {
		_cleanup_close_ int dir = cgroup_open(&tree, path);

		r = dir < 0 ? dir : read(dir, tree.is_v1, scratch, ret);
		if (fault_is_fatal(r))
			return r;
	} while (cgroup_go_up(&tree, &path));
	return 0;
}

int cgroup_memory_limit(struct buffer *scratch, struct arena *arena, struct opt_u64 *ret_limit,
                        struct opt_u64 *ret_used)
{
	struct limits limits = { 0 };
	int r = find_least("memory", read_memory, scratch, arena, &limits);

	if (r == 0 && is_less(limits.memory_above_bytes, limits.memory_bytes)) {
		limits.memory_bytes = limits.memory_above_bytes;
		limits.memory_used_bytes = (struct opt_u64){ .is = UNSUPPORTED };
	}
	*ret_limit = limits.memory_bytes;
	*ret_used = limits.memory_used_bytes;
	return r;
}

int cgroup_cpu_limit(struct buffer *scratch, struct arena *arena, struct opt_f64 *ret)
{
	struct limits limits = { 0 };
	int r = find_least("cpu", read_cpu, scratch, arena, &limits);

	*ret = limits.cpus;
	return r;
}
