/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of a control group: limits and usage of its resources. Both version 2
 * (Documentation/admin-guide/cgroup-v2.rst) and version 1 are read. cgroup_tree.h tells where the
 * groups are.
 */
#ifndef KERNEL_CGROUP_H
#define KERNEL_CGROUP_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/*
 * A limit of "max", that is, no limit, is absent. A file that the root group or this kernel does
 * not have is UNSUPPORTED.
 */
struct cgroup_cpu {
	struct opt_f64 limit_cpus; /* quota divided by period */
	struct opt_u64 weight;     /* of version 2; the shares of version 1 */
	struct opt_f64 usage_seconds, user_seconds, system_seconds;
	struct opt_u64 periods, throttled_periods;
	struct opt_f64 throttled_seconds;
};

struct cgroup_memory {
	struct opt_u64 usage_bytes, peak_bytes;
	/* memory.max: the OOM killer acts when the usage cannot stay below */
	struct opt_u64 limit_bytes;
	struct opt_f64 percent;    /* usage in percent of the limit */
	struct opt_u64 high_bytes; /* memory.high: above it, processes are throttled */
	struct opt_u64 swap_usage_bytes, swap_limit_bytes;
	/*
	 * How often the usage reached the high and the max limit, memory ran out, and a process was
	 * killed.
	 */
	struct opt_u64 high_events, max_events, oom_events, oom_kills;
	struct opt_u64 anon_bytes, file_bytes, kernel_bytes; /* parts of the usage */
};

/* Sums over all devices since the group was made. */
struct cgroup_io {
	struct opt_u64 read_bytes, write_bytes;
	struct opt_u64 reads, writes;
};

struct cgroup_pids {
	struct opt_u64 tasks; /* threads in the group and in the groups below */
	struct opt_u64 limit;
};

/* Read the files of the group whose open directory is DIR. Return 0 or -ENOMEM. */
int cgroup_cpu_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_cpu *ret);
/* Version 1 counts CPU time in a controller of its own, cpuacct. Returns 0 or -ENOMEM. */
int cgroup_accounting_read(int dir, struct buffer *scratch, struct cgroup_cpu *ret);
int cgroup_memory_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_memory *ret);

/*
 * Reads the lowest limit of the group and all groups above it, including groups outside of our
 * namespace: hierarchical_memory_limit of version 1. Returns 0 or -ENOMEM.
 */
int cgroup_memory_limit_above(int dir, struct buffer *scratch, struct opt_u64 *ret);

/* Reads the members that memory.stat provides: anon_bytes and so on. Returns 0 or -ENOMEM. */
int cgroup_memory_stat_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_memory *ret);
int cgroup_io_read(int dir, bool is_v1, struct buffer *scratch, struct cgroup_io *ret);
/* The files are the same in both versions. */
void cgroup_pids_read(int dir, struct cgroup_pids *ret);
/* Counts the processes in the group itself, not below it. Returns 0 or a negative errno. */
int cgroup_processes_read(int dir, struct buffer *scratch, uint64_t *ret);

/* Adds up the lines "8:0 rbytes=1 wbytes=2 rios=3 wios=4 …" of version 2. */
struct cgroup_io cgroup_parse_io(struct text text);

/* Parses "50000 100000", a quota and a period in µs. "max 100000", no limit, is absent. */
struct opt_f64 cgroup_parse_cpu_max(struct text text);

/*
 * Reads a file of one number or "max", which is absent. UNSUPPORTED: the root group or this kernel
 * does not have the file.
 */
struct opt_u64 cgroup_read_number(int dir, const char *name);

/* Finds N in a line "KEY N" of a flat keyed file; UNSUPPORTED if there is no such line. */
struct opt_u64 cgroup_find_number(struct text text, struct text key);

#endif
