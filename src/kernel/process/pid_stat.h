/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/stat and /proc/PID/task/TID/stat: proc_pid_stat(5), fs/proc/array.c do_task_stat(). */
#ifndef KERNEL_PROCESS_PID_STAT_H
#define KERNEL_PROCESS_PID_STAT_H

#include <sys/types.h>

#include "base/buffer.h"
#include "model/value.h"

enum { PID_COMM_LENGTH = 15 }; /* what the kernel keeps of a name: TASK_COMM_LEN without the NUL */

struct pid_stat {
	struct text comm; /* may hold any byte; points into the parsed text */
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
	uint64_t starttime_ticks; /* as printed, since boot: see pid_stat_start_seconds() */
	struct opt_u64 processor;
	struct opt_u64 rt_priority;
	struct opt_u64 policy;
	struct opt_u64 blkio_ticks; /* counted only with delay accounting */
	struct opt_u64 exit_code;   /* a wait status; 0 if the reader lacks the permission */
};

/*
 * Reads the file NAME in DIR: "stat" in an open /proc/PID, "task/TID/stat" or "PID/stat".
 *
 * scratch: ret->comm points into it. Returns 0 or a negative errno: -ESRCH if the process has
 * ended, -EINVAL if the text is not what the kernel prints. The fields after the start time may be
 * missing in old kernels and sandboxes.
 */
int pid_stat_read(int dir, const char *name, struct buffer *scratch, struct pid_stat *ret);

/*
 * Reads an open stat, any number of times. Returns as pid_stat_read(): -ESRCH after the process has
 * ended.
 */
int pid_stat_read_open(int fd, struct buffer *scratch, struct pid_stat *ret);

/* Reads PID/stat below the root of /proc. Returns -ESRCH also if there never was such a process. */
int pid_stat_read_pid(pid_t pid, struct buffer *scratch, struct pid_stat *ret);

/*
 * Returns the start time of the process in seconds since boot. per_second: ticks.
 *
 * In a time namespace whose boot time is later than the host's (time_namespaces(7)), the start time
 * may be negative. The kernel converts it as an unsigned number: it divides 2⁶⁴ ns minus the
 * absolute value (kernel/time/time.c nsec_to_clock_t()).
 */
double pid_stat_start_seconds(const struct pid_stat *stat, double per_second);

/* Parses the text of the file. Returns 0 or -EINVAL. */
int pid_stat_parse(struct text text, struct pid_stat *ret);

#endif
