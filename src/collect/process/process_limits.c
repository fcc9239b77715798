/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes: the fields of the resource limits. */
#include "collect/process/process.h"

#define LIMIT(LIMIT_NAME)                                                                       \
	{                                                                                       \
		P(limits.limits[LIMIT_NAME].soft, .name = "soft", .source = SRC_LIMITS,         \
		  .help = "soft limit, which the kernel enforces; -1: unlimited"),              \
			P(limits.limits[LIMIT_NAME].hard, .name = "hard", .source = SRC_LIMITS, \
		          .help = "hard limit, the ceiling of the soft limit"),                 \
	}

static const struct field limit_members[N_LIMITS][2] = {
	[LIMIT_AS] = LIMIT(LIMIT_AS),
	[LIMIT_CORE] = LIMIT(LIMIT_CORE),
	[LIMIT_CPU] = LIMIT(LIMIT_CPU),
	[LIMIT_DATA] = LIMIT(LIMIT_DATA),
	[LIMIT_FSIZE] = LIMIT(LIMIT_FSIZE),
	[LIMIT_LOCKS] = LIMIT(LIMIT_LOCKS),
	[LIMIT_MEMLOCK] = LIMIT(LIMIT_MEMLOCK),
	[LIMIT_MSGQUEUE] = LIMIT(LIMIT_MSGQUEUE),
	[LIMIT_NICE] = LIMIT(LIMIT_NICE),
	[LIMIT_NOFILE] = LIMIT(LIMIT_NOFILE),
	[LIMIT_NPROC] = LIMIT(LIMIT_NPROC),
	[LIMIT_RSS] = LIMIT(LIMIT_RSS),
	[LIMIT_RTPRIO] = LIMIT(LIMIT_RTPRIO),
	[LIMIT_RTTIME] = LIMIT(LIMIT_RTTIME),
	[LIMIT_SIGPENDING] = LIMIT(LIMIT_SIGPENDING),
	[LIMIT_STACK] = LIMIT(LIMIT_STACK),
};

const struct field process_rlimits_members[N_LIMITS] = {
	STRUCT(limit_members[LIMIT_AS], .name = "as", .help = "size of the address space"),
	STRUCT(limit_members[LIMIT_CORE], .name = "core", .help = "size of a core file"),
	STRUCT(limit_members[LIMIT_CPU], .name = "cpu", .help = "CPU time in seconds"),
	STRUCT(limit_members[LIMIT_DATA], .name = "data", .help = "size of the data segment"),
	STRUCT(limit_members[LIMIT_FSIZE], .name = "fsize",
	       .help = "size of files that the process writes"),
	STRUCT(limit_members[LIMIT_LOCKS], .name = "locks", .help = "number of file locks"),
	STRUCT(limit_members[LIMIT_MEMLOCK], .name = "memlock", .help = "size of locked memory"),
	STRUCT(limit_members[LIMIT_MSGQUEUE], .name = "msgqueue",
	       .help = "bytes in POSIX message queues of the user"),
	STRUCT(limit_members[LIMIT_NICE], .name = "nice",
	       .help = "lowest nice value, as 20 - nice"),
	STRUCT(limit_members[LIMIT_NOFILE], .name = "nofile",
	       .help = "number of open file descriptors"),
	STRUCT(limit_members[LIMIT_NPROC], .name = "nproc",
	       .help = "number of threads of the user"),
	STRUCT(limit_members[LIMIT_RSS], .name = "rss",
	       .help = "size of resident memory (not enforced)"),
	STRUCT(limit_members[LIMIT_RTPRIO], .name = "rtprio", .help = "highest real-time priority"),
	STRUCT(limit_members[LIMIT_RTTIME], .name = "rttime",
	       .help = "real-time CPU time without blocking, in microseconds"),
	STRUCT(limit_members[LIMIT_SIGPENDING], .name = "sigpending",
	       .help = "number of pending signals of the user"),
	STRUCT(limit_members[LIMIT_STACK], .name = "stack", .help = "size of the stack"),
};
