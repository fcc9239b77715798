/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hold: the signals and the descriptor limit of nvhost while an action runs. Both are restored when
 * the document of the action is complete, so that a second signal does not cut it off.
 */
#ifndef COMMAND_ACTION_HOLD_H
#define COMMAND_ACTION_HOLD_H

#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/types.h>

struct hold {
	int signals;         /* signalfd(2) of HUP, INT and TERM; -1: the hold has not begun */
	sigset_t mask;       /* signal mask, to be restored */
	struct rlimit limit; /* RLIMIT_NOFILE, to be restored */
};

/*
 * Blocks the signals that would end nvhost, which a signalfd(2) receives; ignored ones (nohup) stay
 * ignored. Raises RLIMIT_NOFILE for N pidfds and some more, up to its hard limit.
 *
 * The caller must call hold_end() in any case. Returns 0 or a negative errno.
 */
int hold_begin(struct hold *hold, size_t n);

/* Restores signals and limit in a child that is about to execute another program. */
void hold_give_back(const struct hold *hold);

/* Restores signals and limit of nvhost itself, which a pending signal may end now. */
void hold_end(struct hold *hold);

#endif
