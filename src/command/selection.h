/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selection: the options that select processes, for ps, tree, wait, kill and set. */
#ifndef COMMAND_SELECTION_H
#define COMMAND_SELECTION_H

#include "command/command.h"

extern const struct argp selection_argp;

/*
 * Begins a list of processes: from now on only processes that are added are selected. An empty list
 * selects no process, never all of them. Returns 0 or ENOMEM.
 */
error_t selection_begin_list(struct invocation *invocation);

/* Adds a list of PIDs and identities. Returns 0, ENOMEM, or EINVAL after a message. */
error_t selection_add_processes(struct invocation *invocation, const char *argument);

/* Adds one process. Returns like selection_add_processes(). */
error_t selection_add_process(struct invocation *invocation, struct text word);

#endif
