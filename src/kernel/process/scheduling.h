/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data that only system calls provide: I/O priority and CPU affinity. */
#ifndef KERNEL_PROCESS_SCHEDULING_H
#define KERNEL_PROCESS_SCHEDULING_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/* ioprio_get(2), include/uapi/linux/ioprio.h: the class in bits 13 to 15, the level in 0 to 2. */
struct ioprio {
	unsigned class; /* 0 none, 1 rt, 2 be, 3 idle */
	unsigned level; /* 0 to 7 */
	unsigned hint;  /* bits 3 to 12, since Linux 6.5 */
};

/* Reads the I/O priority of a process or thread. Returns 0 or a negative errno: -ESRCH. */
int ioprio_read(pid_t pid, struct ioprio *ret);

/* Returns "none", "rt", "be", "idle"; NULL for other classes. */
const char *ioprio_class_word(unsigned class);

/*
 * The policies in include/uapi/linux/sched.h by number, terminated by NULL. 4 was never assigned.
 */
extern const char *const policy_words[];

/* Returns NULL for a policy of a newer kernel. */
const char *policy_word(uint64_t number);

/*
 * Lists the CPUs of sched_getaffinity(2), ascending, as memory of ARENA, for any number of CPUs.
 * Returns 0 or a negative errno: -ESRCH, -ENOMEM.
 */
int affinity_read(pid_t pid, struct arena *arena, uint64_t **ret, size_t *ret_n);

/*
 * Lists the CPUs of the task PID, whose directory below /proc is DIR. For a recorded task, these
 * are the CPUs in its status; -EOPNOTSUPP: status has no such line.
 */
int affinity_read_task(int dir, pid_t pid, struct buffer *scratch, struct arena *arena,
                       struct numbers *ret);

#endif
