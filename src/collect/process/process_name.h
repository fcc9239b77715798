/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of a process, as the column `name` of `ps` has it, for rows about what it holds. */
#ifndef COLLECT_PROCESS_PROCESS_NAME_H
#define COLLECT_PROCESS_PROCESS_NAME_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/buffer.h"

/*
 * DIR is the open directory /proc/PID. ret: memory of ARENA.
 * Returns 0, -ESRCH where the process is gone, -EACCES, -ENOMEM.
 */
int process_name_read(int dir, pid_t pid, struct buffer *scratch, struct arena *arena,
                      struct text *ret);

#endif
