/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/statm: memory in pages, proc_pid_statm(5). */
#ifndef KERNEL_PROCESS_PID_STATM_H
#define KERNEL_PROCESS_PID_STATM_H

#include "base/buffer.h"
#include "model/value.h"

/* What no memory can have is absent. */
struct pid_statm {
	struct opt_u64 vms_bytes;
	struct opt_u64 rss_bytes;
	struct opt_u64 shared_bytes; /* resident pages of files and shared memory */
	struct opt_u64 text_bytes;
	struct opt_u64 data_bytes; /* data and stack */
};

/*
 * Reads statm in DIR, an open /proc/PID. Returns 0 or a negative errno: -EINVAL for other text.
 */
int pid_statm_read(int dir, struct buffer *scratch, struct pid_statm *ret);

/*
 * The same in two steps, without a directory. What was opened stays of that one process, and can be
 * read as long as that is there: no PID has been used again until then.
 *
 * pid_statm_open: a descriptor, or a negative errno: -ESRCH where there is no such process.
 */
int pid_statm_open(pid_t pid);
int pid_statm_read_open(int fd, struct buffer *scratch, struct pid_statm *ret);

/* The same from the file's text. */
int pid_statm_parse(struct text text, uint64_t page_bytes, struct pid_statm *ret);

#endif
