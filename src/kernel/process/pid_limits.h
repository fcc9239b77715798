/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/limits: the resource limits of a process, proc_pid_limits(5). */
#ifndef KERNEL_PROCESS_PID_LIMITS_H
#define KERNEL_PROCESS_PID_LIMITS_H

#include "base/buffer.h"
#include "model/value.h"

/* Sorted by the names of prlimit(1). */
enum limit {
	LIMIT_AS,
	LIMIT_CORE,
	LIMIT_CPU,
	LIMIT_DATA,
	LIMIT_FSIZE,
	LIMIT_LOCKS,
	LIMIT_MEMLOCK,
	LIMIT_MSGQUEUE,
	LIMIT_NICE,
	LIMIT_NOFILE,
	LIMIT_NPROC,
	LIMIT_RSS,
	LIMIT_RTPRIO,
	LIMIT_RTTIME,
	LIMIT_SIGPENDING,
	LIMIT_STACK,
	N_LIMITS,
};

/* -1: unlimited. */
struct limit_pair {
	struct opt_i64 soft;
	struct opt_i64 hard;
};

struct pid_limits {
	struct limit_pair limits[N_LIMITS];
};

/* Returns the name of prlimit(1): "nofile". */
const char *limit_name(enum limit limit);

/* Returns the number for prlimit(2), which differs between architectures. */
int limit_resource(enum limit limit);

/* Finds a limit by its name. Returns false if there is no such limit. */
bool limit_find(struct text name, enum limit *ret);

/* Reads limits in DIR, an open /proc/PID. Returns 0 or a negative errno. */
int pid_limits_read(int dir, struct buffer *scratch, struct pid_limits *ret);

/* Parses the text of the file. Returns 0, or -EINVAL if the text has no limit. */
int pid_limits_parse(struct text text, struct pid_limits *ret);

#endif
