/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only system calls tell of a live process: I/O priority, the CPUs that it may run on. */
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

/* Reads it; works for a thread too. Returns 0 or a negative errno: -ESRCH. */
int ioprio_read(pid_t pid, struct ioprio *ret);

/* "none", "rt", "be", "idle"; NULL for other classes. */
const char *ioprio_class_word(unsigned class);

/* Those of include/uapi/linux/sched.h by their numbers, ended by NULL; 4 was never given away. */
extern const char *const policy_words[];

/* NULL for a newer one. */
const char *policy_word(uint64_t number);

/*
 * Lists the CPUs that sched_getaffinity(2) names, ascending, as memory of ARENA, however many the
 * machine has. Returns 0 or a negative errno: -ESRCH, -ENOMEM.
 */
int affinity_read(pid_t pid, struct arena *arena, uint64_t **ret, size_t *ret_n);

/*
 * The same of the task PID whose directory below /proc is DIR: of a recorded one, the CPUs that its
 * status allows. -EOPNOTSUPP: it has no such line.
 */
int affinity_read_task(int dir, pid_t pid, struct buffer *scratch, struct arena *arena,
                       struct numbers *ret);

#endif
