/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/limits: the resource limits of a process, proc_pid_limits(5). */
#ifndef KERNEL_PROCESS_PID_LIMITS_H
#define KERNEL_PROCESS_PID_LIMITS_H

#include "base/buffer.h"
#include "model/value.h"

/* In alphabetical order of their names in prlimit(1). */
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

/* The name as prlimit(1) has it: "nofile". */
const char *limit_name(enum limit limit);

/* Its number for prlimit(2), which differs between architectures. */
int limit_resource(enum limit limit);

/* A limit by name; false where there is none such. */
bool limit_find(struct text name, enum limit *ret);

/* Reads limits in DIR, an open /proc/PID. Returns 0 or a negative errno. */
int pid_limits_read(int dir, struct buffer *scratch, struct pid_limits *ret);

/* The same from the file's text. -EINVAL where it holds no limit. */
int pid_limits_parse(struct text text, struct pid_limits *ret);

#endif
