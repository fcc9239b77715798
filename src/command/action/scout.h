/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scout: a child that selects the processes of an action.
 *
 * A filter may read a file of a process that blocks for ever (kernel/patience.h), and a process
 * with such a lost thread cannot end. A query runs in a child of its guard. An action must run in
 * nvhost's own process, whose children, terminal and PID other processes see; so only the selection
 * runs in a child, which passes the targets back, and which nvhost does not wait for if it cannot
 * end.
 */
#ifndef COMMAND_ACTION_SCOUT_H
#define COMMAND_ACTION_SCOUT_H

#include "command/action/action.h"

/* A selection. find() fills RET and the errors of the operands, and returns an exit status. */
struct search {
	int (*find)(struct search *search, struct targets *ret);
	struct invocation *invocation;
	struct operand *operands;
	size_t n_operands;
	void *arg;
};

/*
 * Calls find() in a child; if none can be created, in this process. Sets has_problem of the
 * invocation if the child has told a problem. Returns the result of find(), or a negative errno:
 * -EIO if the child was killed.
 */
int scout_find(struct search *search, struct targets *ret);

#endif
