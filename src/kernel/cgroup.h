/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of a control group: limits and usage of CPU and memory. Version 2
 * (Documentation/admin-guide/cgroup-v2.rst), and version 1 where a controller is still there.
 * cgroup_tree.h says where the groups are.
 */
#ifndef KERNEL_CGROUP_H
#define KERNEL_CGROUP_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/* "max" is absent: no limit. What a level or a kernel does not have is UNSUPPORTED. */
struct cgroup_cpu {
	struct opt_f64 limit_cpus; /* quota over period */
	struct opt_u64 weight;     /* of version 2; shares of version 1 */
	struct opt_f64 usage_seconds, user_seconds, system_seconds;
	struct opt_u64 periods, throttled_periods;
	struct opt_f64 throttled_seconds;
};

struct cgroup_memory {
	struct opt_u64 usage_bytes, peak_bytes;
	struct opt_u64 limit_bytes; /* memory.max: beyond it, a process is killed */
	struct opt_f64 percent;     /* usage over limit */
	struct opt_u64 high_bytes;  /* beyond it, all are slowed down */
	struct opt_u64 swap_usage_bytes, swap_limit_bytes;
	/* How often it came to its limits, memory ran out, and a process was killed. */
	struct opt_u64 high_events, max_events, oom_events, oom_kills;
	struct opt_u64 anon_bytes, file_bytes, kernel_bytes; /* of the usage */
};

/* Since it was made, of all devices. */
struct cgroup_io {
	struct opt_u64 read_bytes, write_bytes;
	struct opt_u64 reads, writes;
};

struct cgroup_pids {
	struct opt_u64 tasks; /* threads in it and below */
	struct opt_u64 limit;
};

/* Read the files of a group whose open directory is DIR. Return 0 or -ENOMEM. */
int cgroup_cpu_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_cpu *ret);
/* Version 1 counts the time of CPUs in a controller of its own, "cpuacct". */
int cgroup_accounting_read(int dir, struct buffer *scratch, struct cgroup_cpu *ret);
int cgroup_memory_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_memory *ret);

/*
 * The least limit of the group and all above it, in sight or not, as version 1 tells it. Returns 0
 * or -ENOMEM.
 */
int cgroup_memory_limit_above(int dir, struct buffer *scratch, struct opt_u64 *ret);

/* What memory.stat says besides: anon_bytes and so on. Returns 0 or -ENOMEM. */
int cgroup_memory_stat_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_memory *ret);
int cgroup_io_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_io *ret);
/* The same files in both versions. */
void cgroup_pids_read(int dir, struct cgroup_pids *ret);
/* How many processes are in the group itself. 0 or a negative errno. */
int cgroup_processes_read(int dir, struct buffer *scratch, uint64_t *ret);

/* Sums up "8:0 rbytes=1 wbytes=2 rios=3 wios=4 …" of version 2. */
struct cgroup_io cgroup_parse_io(struct text text);

/* "50000 100000", microseconds of CPU time in each period; absent for "max 100000", no limit. */
struct opt_f64 cgroup_parse_cpu_max(struct text text);

/*
 * A file of one number or "max", which is absent. UNSUPPORTED: this kernel, or this level, does not
 * have it.
 */
struct opt_u64 cgroup_read_number(int dir, const char *name);

/* The number N of a line "KEY N" of a flat file; UNSUPPORTED where there is no such line. */
struct opt_u64 cgroup_find_number(struct text text, struct text key);

#endif
