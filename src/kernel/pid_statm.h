/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/statm: memory in pages, proc_pid_statm(5). */
#ifndef KERNEL_PID_STATM_H
#define KERNEL_PID_STATM_H

#include "base/buffer.h"

struct pid_statm {
	uint64_t vms_bytes;
	uint64_t rss_bytes;
	uint64_t shared_bytes; /* resident pages of files and shared memory */
	uint64_t text_bytes;
	uint64_t data_bytes; /* data and stack */
};

/*
 * Reads statm in DIR, an open /proc/PID. Returns 0 or a negative errno: -EINVAL for other text,
 * -ERANGE for numbers that no memory can have.
 */
int pid_statm_read(int dir, struct buffer *scratch, struct pid_statm *ret);

/* The same from the file's text. */
int pid_statm_parse(struct text text, uint64_t page_bytes, struct pid_statm *ret);

#endif
