/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selection: the options that say which processes, for ps, tree, wait, kill and set. */
#ifndef COMMAND_SELECTION_H
#define COMMAND_SELECTION_H

#include "command/command.h"

extern const struct argp selection_argp;

/*
 * Only processes that are added are selected from now on, and nobody while there are none: an empty
 * list must never become "all". 0 or ENOMEM.
 */
error_t selection_begin_list(struct invocation *invocation);

/* Adds processes, an operand or a list of them. 0, or EINVAL after a message. */
error_t selection_add_processes(struct invocation *invocation, const char *argument);

/* The same for a single one. */
error_t selection_add_process(struct invocation *invocation, struct text word);

#endif
