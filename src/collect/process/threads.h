/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads of a process: shared by the column `threads` and the view of that name. */
#ifndef COLLECT_PROCESS_THREADS_H
#define COLLECT_PROCESS_THREADS_H

#include "kernel/process/pid_stat.h"
#include "model/collector.h"

struct thread {
	uint64_t id;
	double user_seconds;
	double system_seconds;
	struct pid_stat stat; /* comm is memory of the arena */
};

/*
 * Reads the threads in DIR, an open /proc/PID, sorted by ID, as memory of ARENA. Threads that end
 * meanwhile are left out. Returns 0 or a negative errno.
 */
int threads_read(int dir, struct buffer *scratch, struct arena *arena, struct thread **ret,
                 size_t *ret_n);

/*
 * psutil's members of an item of `threads`, for a record type whose member ITEM is a struct thread.
 */
#define THREAD_FIELDS(type, item)                                                             \
	FIELD(type, item id, .name = "id", .help = "thread ID"),                              \
		FIELD(type, item user_seconds, .name = "user_time", .unit = UNIT_SECONDS,     \
	              .is_counter = true, .help = "CPU time in user mode"),                   \
		FIELD(type, item system_seconds, .name = "system_time", .unit = UNIT_SECONDS, \
	              .is_counter = true, .help = "CPU time in kernel mode")

#endif
