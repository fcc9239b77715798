/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changes a process: setpriority(2), ioprio_set(2), sched_setaffinity(2), sched_setscheduler(2),
 * prlimit(2).
 */
#include "kernel/process/set_process.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/cpulist.h"
#include "kernel/trace.h"

enum { IOPRIO_WHO_PROCESS = 1, IOPRIO_CLASS_SHIFT = 13, IOPRIO_HINT_SHIFT = 3 };

int64_t set_process_nearest_nice(int64_t nice)
{
	return MAX(MIN(nice, 19), -20);
}

int set_process_nice(pid_t pid, int64_t nice)
{
	int value = (int)set_process_nearest_nice(nice);

	return setpriority(PRIO_PROCESS, (id_t)pid, value) < 0 ? -errno : 0;
}

/* -1 is a valid nice value; only errno tells an error. */
int set_process_read_nice(pid_t pid, int64_t *ret)
{
	int value;

	errno = 0;
	value = getpriority(PRIO_PROCESS, (id_t)pid);
	if (value == -1 && errno != 0)
		return -errno;
	*ret = value;
	return 0;
}

int set_process_ioprio(pid_t pid, const struct ioprio *ioprio)
{
	unsigned value = ioprio->class << IOPRIO_CLASS_SHIFT | ioprio->hint << IOPRIO_HINT_SHIFT |
	                 ioprio->level;

	return syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, pid, value) < 0 ? -errno : 0;
}

int set_process_affinity(pid_t pid, const uint64_t *cpus, size_t n)
{
	size_t size = CPU_ALLOC_SIZE(MOST_CPUS);
	cpu_set_t *set = CPU_ALLOC(MOST_CPUS);
	int r;

	if (!set)
		return -ENOMEM;
	CPU_ZERO_S(size, set);
	for (size_t i = 0; i < n; i++)
		if (cpus[i] < MOST_CPUS)
			CPU_SET_S((size_t)cpus[i], size, set);
	for (size_t cpu = 0; n == 0 && cpu < MOST_CPUS; cpu++)
		CPU_SET_S(cpu, size, set);
	r = sched_setaffinity(pid, size, set) < 0 ? -errno : 0;
	CPU_FREE(set);
	return r;
}

int set_process_policy(pid_t pid, const struct policy *policy)
{
	struct sched_param param = { .sched_priority = (int)policy->priority };

	unsigned number =
		policy->number | (policy->is_reset_on_fork ? (unsigned)SCHED_RESET_ON_FORK : 0);

	return sched_setscheduler(pid, (int)number, &param) < 0 ? -errno : 0;
}

int set_process_read_policy(pid_t pid, struct policy *ret)
{
	struct sched_param param;
	int number = sched_getscheduler(pid);

	if (number < 0 || sched_getparam(pid, &param) < 0)
		return -errno;
	*ret = (struct policy){ .number = (unsigned)number & ~(unsigned)SCHED_RESET_ON_FORK,
		                .priority = (unsigned)param.sched_priority,
		                .is_reset_on_fork = (unsigned)number & SCHED_RESET_ON_FORK };
	return 0;
}

int set_process_limit(pid_t pid, enum limit limit, const struct rlimit *rlimit)
{
	return prlimit(pid, limit_resource(limit), rlimit, NULL) < 0 ? -errno : 0;
}

int set_process_read_limit(pid_t pid, enum limit limit, struct rlimit *ret)
{
	return trace_number("prlimit", pid,
	                    prlimit(pid, limit_resource(limit), NULL, ret) < 0 ? -errno : 0);
}

int set_process_oom_score_adj(int dir, int64_t value)
{
	_cleanup_close_ int fd = openat(dir, "oom_score_adj", O_WRONLY | O_CLOEXEC);
	char text[24];
	int length = snprintf(text, sizeof(text), "%lld", (long long)value);

	if (fd < 0)
		return -errno;
	return write(fd, text, (size_t)length) < 0 ? -errno : 0;
}
