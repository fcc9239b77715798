/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads I/O priority and CPU affinity: ioprio_get(2), sched_getaffinity(2). */
#include "kernel/process/scheduling.h"

#include <errno.h>
#include <sched.h>
#include <sys/syscall.h>

#include "base/cpulist.h"
#include "kernel/process/pid_status.h"
#include "kernel/process/proc_pids.h"
#include "kernel/trace.h"

enum {
	IOPRIO_WHO_PROCESS = 1,
	CLASS_SHIFT = 13,
	HINT_SHIFT = 3,
	LEVEL_MASK = 7,
	HINT_MASK = 0x3ff
};

int ioprio_read(pid_t pid, struct ioprio *ret)
{
	long value = syscall(SYS_ioprio_get, IOPRIO_WHO_PROCESS, pid);

	if (trace_number("ioprio_get", pid, value < 0 ? -errno : 0) < 0)
		return -errno;
	*ret = (struct ioprio){
		.class = (unsigned)value >> CLASS_SHIFT & 7,
		.level = (unsigned)value & LEVEL_MASK,
		.hint = (unsigned)value >> HINT_SHIFT & HINT_MASK,
	};
	return 0;
}

const char *ioprio_class_word(unsigned class)
{
	static const char *const words[] = { "none", "rt", "be", "idle" };

	return class < ARRAY_SIZE(words) ? words[class] : NULL;
}

const char *const policy_words[] = { "other", "fifo",     "rr",  "batch", "4",
	                             "idle",  "deadline", "ext", NULL };

const char *policy_word(uint64_t number)
{
	for (size_t n = 0; policy_words[n]; n++)
		if (n == number)
			return policy_words[n];
	return NULL;
}

static int list_set(const cpu_set_t *set, size_t n_cpus, struct arena *arena, uint64_t **ret,
                    size_t *ret_n)
{
	size_t size = CPU_ALLOC_SIZE(n_cpus), n = 0;
	uint64_t *cpus = arena_array(arena, (size_t)CPU_COUNT_S(size, set), sizeof(*cpus));

	if (!cpus)
		return -ENOMEM;
	for (size_t cpu = 0; cpu < n_cpus; cpu++)
		if (CPU_ISSET_S(cpu, size, set))
			cpus[n++] = cpu;
	*ret = cpus;
	*ret_n = n;
	return 0;
}

/* The kernel fails with EINVAL if the set is smaller than its own. */
int affinity_read(pid_t pid, struct arena *arena, uint64_t **ret, size_t *ret_n)
{
	for (size_t n_cpus = CPU_SETSIZE; n_cpus <= MOST_CPUS; n_cpus *= 2) {
		size_t size = CPU_ALLOC_SIZE(n_cpus);
		cpu_set_t *set = CPU_ALLOC(n_cpus);
		int r;

		if (!set)
			return -ENOMEM;
		CPU_ZERO_S(size, set);
		r = trace_number("sched_getaffinity", pid,
		                 sched_getaffinity(pid, size, set) < 0 ? -errno : 0);
		if (r == 0)
			r = list_set(set, n_cpus, arena, ret, ret_n);
		CPU_FREE(set);
		if (r != -EINVAL)
			return r;
	}
	return -EINVAL;
}

static int read_recorded(int dir, struct buffer *scratch, struct arena *arena, uint64_t **ret,
                         size_t *ret_n)
{
	struct pid_status status;
	int r = pid_status_read(dir, "status", scratch, &status);

	if (r < 0)
		return r;
	if (!status.cpus_allowed.bytes)
		return -EOPNOTSUPP;
	return cpulist_parse(status.cpus_allowed, arena, ret, ret_n);
}

int affinity_read_task(int dir, pid_t pid, struct buffer *scratch, struct arena *arena,
                       struct numbers *ret)
{
	uint64_t *cpus = NULL;
	size_t n = 0;
	int r = proc_pids_are_ours() ? affinity_read(pid, arena, &cpus, &n)
	                             : read_recorded(dir, scratch, arena, &cpus, &n);

	if (r == 0)
		*ret = (struct numbers){ .items = cpus, .n = n, .is = PRESENT };
	return r;
}
