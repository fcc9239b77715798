/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/stat: CPU times and counters since boot, proc_stat(5), fs/proc/stat.c. */
#ifndef KERNEL_PROC_STAT_H
#define KERNEL_PROC_STAT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/*
 * A line "cpu" or "cpuN". A column that an old kernel does not have is UNSUPPORTED; a value that is
 * not a number is absent, and does not affect the others.
 */
struct proc_stat_cpu {
	uint64_t cpu; /* N */
	struct opt_u64 user_ticks;
	struct opt_u64 nice_ticks;
	struct opt_u64 system_ticks;
	struct opt_u64 idle_ticks;
	struct opt_u64 iowait_ticks;
	struct opt_u64 irq_ticks;
	struct opt_u64 softirq_ticks;
	struct opt_u64 steal_ticks;
	struct opt_u64 guest_ticks;
	struct opt_u64 guest_nice_ticks;
};

struct proc_stat {
	bool has_machine;
	struct proc_stat_cpu machine;
	struct proc_stat_cpu *cpus; /* in the order of the file; offline CPUs have no line */
	size_t n_cpus;
	struct opt_u64 ctxt;
	struct opt_u64 intr;
	struct opt_u64 softirq;
	struct opt_u64 btime;     /* seconds since the epoch */
	struct opt_u64 processes; /* forks */
	struct opt_u64 procs_running;
	struct opt_u64 procs_blocked;
};

/* Reads the file. The CPUs are memory of ARENA. Returns 0 or a negative errno. */
int proc_stat_read(struct buffer *scratch, struct arena *arena, struct proc_stat *ret);

/*
 * Parses the text of the file. A malformed line affects its own values only. Returns 0 or -ENOMEM.
 */
int proc_stat_parse(struct text text, struct arena *arena, struct proc_stat *ret);

/* Converts ticks. A column that an old kernel does not have is 0, as in psutil 8. */
struct opt_f64 proc_stat_seconds(struct opt_u64 ticks);

#endif
