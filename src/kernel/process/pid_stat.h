/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/stat, and /proc/PID/task/TID/stat: proc_pid_stat(5), fs/proc/array.c do_task_stat(). */
#ifndef KERNEL_PROCESS_PID_STAT_H
#define KERNEL_PROCESS_PID_STAT_H

#include <sys/types.h>

#include "base/buffer.h"
#include "model/value.h"

enum { PID_COMM_LENGTH = 15 }; /* what the kernel keeps of a name: TASK_COMM_LEN and no NUL */

struct pid_stat {
	struct text comm; /* may hold any byte; points into the text that was parsed */
	char state;
	uint64_t ppid;
	int64_t pgrp;
	int64_t session;
	int64_t tty_nr;
	int64_t tpgid;
	uint64_t flags; /* PF_… */
	uint64_t minflt;
	uint64_t majflt;
	uint64_t utime_ticks;
	uint64_t stime_ticks;
	int64_t cutime_ticks; /* of children that were waited for */
	int64_t cstime_ticks;
	int64_t priority;
	int64_t nice;
	uint64_t num_threads;
	uint64_t starttime_ticks; /* since boot, as printed: see pid_stat_start_seconds() */
	uint64_t vsize_bytes;
	uint64_t rss_pages; /* approximate; statm is exact */
	struct opt_u64 processor;
	struct opt_u64 rt_priority;
	struct opt_u64 policy;
	struct opt_u64 blkio_ticks; /* counted only with delay accounting */
	struct opt_u64 exit_code;   /* a wait status; 0 for who may not know */
};

/*
 * Reads the file NAME in DIR: "stat" of an open /proc/PID, or task/TID/stat, or PID/stat.
 *
 * scratch: ret->comm points into it. Returns 0 or a negative errno: -ESRCH the process is gone,
 * -EINVAL the text is not what the kernel prints. Fields behind the start time may be missing on
 * old kernels and in sandboxes.
 */
int pid_stat_read(int dir, const char *name, struct buffer *scratch, struct pid_stat *ret);

/* The same of a stat that is open, as often as one likes: -ESRCH once its process is gone. */
int pid_stat_read_open(int fd, struct buffer *scratch, struct pid_stat *ret);

/* The same without a directory: PID/stat below the root of /proc. -ESRCH too where it never was. */
int pid_stat_read_pid(pid_t pid, struct buffer *scratch, struct pid_stat *ret);

/*
 * When the process was started, in seconds since boot, of PER_SECOND ticks.
 *
 * In a time namespace, whose boot may be later than ours (time_namespaces(7)), that is below 0. The
 * kernel turns it into ticks as if it were not: it divides 2⁶⁴ ns less so many ns
 * (kernel/time/time.c nsec_to_clock_t()).
 */
double pid_stat_start_seconds(const struct pid_stat *stat, double per_second);

/* The same from the file's text. */
int pid_stat_parse(struct text text, struct pid_stat *ret);

#endif
