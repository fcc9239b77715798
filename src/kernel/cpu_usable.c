/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Combines affinity, cpuset and quota into the number of usable CPUs. */
#include "kernel/cpu_usable.h"

#include <errno.h>

#include "base/cpulist.h"
#include "kernel/cgroup_limit.h"
#include "kernel/cpu_topology.h"
#include "kernel/file.h"
#include "kernel/process/pid_status.h"
#include "model/fault.h"

struct cpus {
	uint64_t *items;
	size_t n;
};

static size_t count_common(const struct cpus *a, const struct cpus *b)
{
	size_t count = 0;

	for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
		count += a->items[i] == b->items[j];
		if (a->items[i] < b->items[j])
			i++;
		else
			j++;
	}
	return count;
}

static int read_allowed(struct buffer *scratch, struct arena *arena, struct cpus *ret)
{
	struct pid_status status = { 0 };
	int r = host_read("status", scratch);

	if (r < 0)
		return r;
	pid_status_parse(buffer_text(scratch), &status);
	return cpulist_parse(status.cpus_allowed, arena, &ret->items, &ret->n);
}

static int read_online(struct buffer *scratch, struct arena *arena, struct cpus *ret)
{
	int r = file_read_root(ROOT_SYS, "devices/system/cpu/online", scratch);

	return r < 0 ? r
	             : cpulist_parse(text_trim(buffer_text(scratch)), arena, &ret->items, &ret->n);
}

/*
 * Cpus_allowed_list includes offline CPUs: a machine with four CPUs may report 0-127. lxcfs numbers
 * the CPUs of a container from 0, whatever their numbers are; then the smaller count is used.
 */
static int count_allowed(struct buffer *scratch, struct arena *arena, struct opt_u64 *ret)
{
	struct cpus allowed = { 0 }, online = { 0 };
	struct opt_u64 cores;
	size_t n;
	int r = read_allowed(scratch, arena, &allowed);

	if (r == 0)
		r = read_online(scratch, arena, &online);
	if (fault_is_fatal(r))
		return r;
	if (r < 0)
		return fault_only_fatal(cpu_count_read(scratch, arena, ret, &cores));
	n = count_common(&allowed, &online);
	*ret = some_u64(n > 0 ? n : MIN(allowed.n, online.n));
	return 0;
}

int cpu_usable_read(struct buffer *scratch, struct arena *arena, struct opt_f64 *ret)
{
	struct opt_u64 allowed = { 0 };
	struct opt_f64 quota = { 0 };
	int r = count_allowed(scratch, arena, &allowed);

	if (r == 0)
		r = cgroup_cpu_limit(scratch, arena, &quota);
	*ret = (struct opt_f64){ .v = (double)allowed.v, .is = allowed.is };
	if (quota.is == PRESENT && (ret->is != PRESENT || quota.v < ret->v))
		*ret = quota;
	return r;
}
