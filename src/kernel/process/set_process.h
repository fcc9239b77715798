/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Control: what system calls change of a live process or thread. They know only its number: who
 * calls them makes sure before and after that it is still the one that was meant.
 *
 * All return 0 or a negative errno: -ESRCH it is gone, -EPERM or -EACCES this user may not.
 */
#ifndef KERNEL_PROCESS_SET_PROCESS_H
#define KERNEL_PROCESS_SET_PROCESS_H

#include <sys/resource.h>
#include <sys/types.h>

#include "base/text.h"
#include "kernel/process/pid_limits.h"
#include "kernel/process/scheduling.h"

/* What setpriority(2) makes of a number: what is beyond -20 and 19 is taken for these. */
int64_t set_process_nearest_nice(int64_t nice);

int set_process_nice(pid_t pid, int64_t nice);
int set_process_read_nice(pid_t pid, int64_t *ret);

/* ioprio_set(2): class, level and hint. -EINVAL: a level that the class does not have. */
int set_process_ioprio(pid_t pid, const struct ioprio *ioprio);

/* sched_setaffinity(2); no CPUs: all that there are. -EINVAL: none of them may be used. */
int set_process_affinity(pid_t pid, const uint64_t *cpus, size_t n);

/* sched_setscheduler(2). */
struct policy {
	unsigned number;       /* SCHED_OTHER … */
	unsigned priority;     /* of fifo and rr, 1 to 99, else 0 */
	bool is_reset_on_fork; /* SCHED_RESET_ON_FORK */
};

int set_process_policy(pid_t pid, const struct policy *policy);
int set_process_read_policy(pid_t pid, struct policy *ret);

/* prlimit(2): of the whole process. */
int set_process_limit(pid_t pid, enum limit limit, const struct rlimit *rlimit);
int set_process_read_limit(pid_t pid, enum limit limit, struct rlimit *ret);

/* Writes oom_score_adj of /proc/PID, whose open directory is DIR. */
int set_process_oom_score_adj(int dir, int64_t value);

#endif
