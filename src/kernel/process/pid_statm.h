/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/statm: memory in pages, proc_pid_statm(5). */
#ifndef KERNEL_PROCESS_PID_STATM_H
#define KERNEL_PROCESS_PID_STATM_H

#include "base/buffer.h"
#include "model/value.h"

/* A value that is impossible as an amount of memory is absent. */
struct pid_statm {
	struct opt_u64 vms_bytes;
	struct opt_u64 rss_bytes;
	struct opt_u64 shared_bytes; /* resident pages of files and shared memory */
	struct opt_u64 text_bytes;
	struct opt_u64 data_bytes; /* data and stack */
};

/* Reads statm in DIR, an open /proc/PID. Returns 0 or a negative errno: -EINVAL for other text. */
int pid_statm_read(int dir, struct buffer *scratch, struct pid_statm *ret);

/*
 * Do the same in two steps, without a directory. The open file stays bound to its process. While it
 * can be read, the process exists, and its PID has not been reused.
 *
 * pid_statm_open() returns a descriptor, or a negative errno: -ESRCH if there is no such process.
 */
int pid_statm_open(pid_t pid);
int pid_statm_read_open(int fd, struct buffer *scratch, struct pid_statm *ret);

/* Parses the text of the file. Returns 0 or -EINVAL. */
int pid_statm_parse(struct text text, uint64_t page_bytes, struct pid_statm *ret);

#endif
