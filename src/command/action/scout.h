/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scout: a child that selects the processes of an action.
 *
 * What a filter reads of a process may wait for ever (kernel/patience.h), and a program with a
 * thread that is lost never ends. A query works in a child of its guard. An action has to act in
 * its own process, whose children, terminal and PID are what others see; so only its selection is
 * done in a child, which hands the targets over and is not waited for where it cannot end.
 */
#ifndef COMMAND_ACTION_SCOUT_H
#define COMMAND_ACTION_SCOUT_H

#include "command/action/action.h"

/* A selection: what it finds goes into RET and the errors of its operands. Returns a status. */
struct search {
	int (*find)(struct search *search, struct targets *ret);
	struct invocation *invocation; /* which also tells what is wrong */
	struct operand *operands;
	size_t n_operands;
	void *arg;
};

/*
 * Has FIND done by a child; where none can be made, by this process. What the child has told is
 * noted in the invocation. Returns what FIND does, or a negative errno: -EIO where it has died.
 */
int scout_find(struct search *search, struct targets *ret);

#endif
