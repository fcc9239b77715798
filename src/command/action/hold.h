/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hold: what an action changes of nvhost itself while it runs: which signals end it at once, and
 * how many descriptors it may have. Both are given back when its document is closed: a second
 * signal that has come meanwhile then finds a whole document.
 */
#ifndef COMMAND_ACTION_HOLD_H
#define COMMAND_ACTION_HOLD_H

#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/types.h>

struct hold {
	int signals;   /* signalfd(2) of HUP, INT and TERM; -1: the hold has not begun */
	sigset_t mask; /* the mask and the limit of before */
	struct rlimit limit;
};

/*
 * Holds the signals that would end nvhost, which become readable; ignored ones (nohup) stay so.
 * Raises RLIMIT_NOFILE for N pidfds and some more, as far as its hard limit allows.
 *
 * hold_end() is due in any case. Returns 0 or a negative errno.
 */
int hold_begin(struct hold *hold, size_t n);

/* In a child that is to execute another program: signals and limits as nvhost has found them. */
void hold_give_back(const struct hold *hold);

/* The same for nvhost itself, which a signal that has come may end now. */
void hold_end(struct hold *hold);

#endif
