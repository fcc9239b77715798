/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The name of a process, as in the column `name` of `ps`, for rows about the items of a process.
 * Results are memory of ARENA. The functions return 0, -ESRCH if the process is gone, -EACCES or
 * -ENOMEM.
 */
#ifndef COLLECT_PROCESS_PROCESS_NAME_H
#define COLLECT_PROCESS_PROCESS_NAME_H

#include "collect/process/process.h"
#include "kernel/process/process_handle.h"

/* Fills PID, stat and name of a process that is held by its directory. ret must be zeroed. */
int process_owner_read(struct process_handle *handle, struct buffer *scratch, struct arena *arena,
                       struct process *ret);

int process_name_read(pid_t pid, struct buffer *scratch, struct arena *arena, struct text *ret);

#endif
