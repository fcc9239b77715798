/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changes a live process or thread by system calls, which take only its ID. The caller ensures
 * before and after the call that the ID still belongs to the intended process.
 *
 * All functions return 0 or a negative errno: -ESRCH if the process has ended, -EPERM or -EACCES
 * without permission.
 */
#ifndef KERNEL_PROCESS_SET_PROCESS_H
#define KERNEL_PROCESS_SET_PROCESS_H

#include <sys/resource.h>
#include <sys/types.h>

#include "base/text.h"
#include "kernel/process/pid_limits.h"
#include "kernel/process/scheduling.h"

/* Returns the value that setpriority(2) uses: it limits the number to -20…19. */
int64_t set_process_nearest_nice(int64_t nice);

int set_process_nice(pid_t pid, int64_t nice);
int set_process_read_nice(pid_t pid, int64_t *ret);

/* Calls ioprio_set(2) with class, level and hint. -EINVAL: the class does not have the level. */
int set_process_ioprio(pid_t pid, const struct ioprio *ioprio);

/*
 * Calls sched_setaffinity(2); with no CPUs given, allows all. -EINVAL: none of the CPUs may be
 * used.
 */
int set_process_affinity(pid_t pid, const uint64_t *cpus, size_t n);

/* The arguments of sched_setscheduler(2). */
struct policy {
	unsigned number;       /* SCHED_OTHER … */
	unsigned priority;     /* 1 to 99 for fifo and rr, otherwise 0 */
	bool is_reset_on_fork; /* SCHED_RESET_ON_FORK */
};

int set_process_policy(pid_t pid, const struct policy *policy);
int set_process_read_policy(pid_t pid, struct policy *ret);

/* Call prlimit(2), which concerns the whole process. */
int set_process_limit(pid_t pid, enum limit limit, const struct rlimit *rlimit);
int set_process_read_limit(pid_t pid, enum limit limit, struct rlimit *ret);

/* Writes oom_score_adj of /proc/PID, whose open directory is DIR. */
int set_process_oom_score_adj(int dir, int64_t value);

#endif
