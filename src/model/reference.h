/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reference: which process is meant. A PID alone is whoever has it; with the start in clock ticks
 * since boot (field 22 of proc_pid_stat(5)) or the inode of its pidfd it is one process for ever.
 */
#ifndef MODEL_REFERENCE_H
#define MODEL_REFERENCE_H

#include <sys/types.h>

#include "base/buffer.h"
#include "model/value.h"

struct reference {
	pid_t pid;                  /* 0, or -1 beyond all that the kernel gives: nobody has it */
	struct opt_u64 start_ticks; /* of PID@START */
	struct opt_u64 inode;       /* of PID:INODE, as util-linux writes it */
};

/* From PID, PID@START or PID:INODE. Returns 0, or -EINVAL with *ret untouched. */
int reference_parse(struct text text, struct reference *ret);

/* Appends PID@START, or the PID where the start is not known. Returns 0 or -ENOMEM. */
int reference_add(const struct reference *reference, struct buffer *ret);

/* Whether what is known of both is the same. An inode that only one of them has says nothing. */
bool reference_equal(const struct reference *a, const struct reference *b);

#endif
