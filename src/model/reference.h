/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reference: identifies a process. A PID alone names the process that has the PID now; together
 * with the start time in clock ticks since boot (field 22 of proc_pid_stat(5)) or the inode of its
 * pidfd, it names one process forever.
 */
#ifndef MODEL_REFERENCE_H
#define MODEL_REFERENCE_H

#include <sys/types.h>

#include "base/buffer.h"
#include "model/value.h"

struct reference {
	pid_t pid;                  /* -1: larger than any PID of the kernel; no process has it */
	struct opt_u64 start_ticks; /* of PID@START */
	struct opt_u64 inode;       /* of PID:INODE, the form that util-linux uses */
};

/* Parses PID, PID@START or PID:INODE. Returns 0, or -EINVAL with *ret untouched. */
int reference_parse(struct text text, struct reference *ret);

/* Appends PID@START, or only the PID if the start is not known. Returns 0 or -ENOMEM. */
int reference_add(const struct reference *reference, struct buffer *ret);

/*
 * Returns whether all that is known of both is equal. An inode that only one of them has is
 * ignored.
 */
bool reference_equal(const struct reference *a, const struct reference *b);

#endif
