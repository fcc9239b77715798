/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/environ: the environment with which a process began. */
#ifndef KERNEL_PROCESS_PID_ENVIRON_H
#define KERNEL_PROCESS_PID_ENVIRON_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/*
 * Reads environ in DIR, an open /proc/PID, into memory of ARENA. Returns 0 or a negative errno:
 * -EACCES, -FAULT_TOO_LARGE; -ESRCH also if a live task has no memory.
 */
int pid_environ_read(int dir, struct buffer *scratch, struct arena *arena, struct map *ret);

/*
 * Parses the text of the file. Each name is listed once; its last value counts (values.md P-058).
 */
int pid_environ_parse(struct text text, struct arena *arena, struct map *ret);

#endif
