/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Guard: lets the program end although one of its threads cannot.
 *
 * A thread that waits in state D (kernel/patience.h) cannot be killed. The kernel does not reap a
 * process with such a thread, so that its parent waits forever. Therefore a child does all the
 * work, and the parent, the guard, only waits for the exit status.
 */
#ifndef KERNEL_GUARD_H
#define KERNEL_GUARD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct guard {
	pid_t pid;       /* in the child: the PID of the guard; else 0 */
	int status_pipe; /* in the child: the pipe through which it reports its exit status */
};

/* Tells why the guard cannot know how the child has ended: SUBJECT is NULL, R a negative errno. */
typedef void guard_tell(const char *subject, int r);

/*
 * Forks, and returns in the child. The guard passes on the signals that it receives, and exits as
 * the child does, by the same signal if a signal has killed the child. If fork(2) fails, the
 * process itself returns and has no guard. Standard output must be flushed before.
 */
void guard_begin(struct guard *ret, guard_tell *tell);

/* Tells whether PID is this process or its guard: to the user both are one program. */
bool guard_is_of_us(const struct guard *guard, uint64_t pid);

/* Makes the calling process, a child of PARENT, end when PARENT ends, or now if it has ended. */
void guard_follow(pid_t parent);

/*
 * Closes standard input, output and error: a stuck thread may keep the process alive, and readers
 * of its output wait for the end.
 */
void guard_let_go(void);

/*
 * Called before the child exits with STATUS. Does not return if one of the child's threads is
 * stuck.
 */
void guard_end(const struct guard *guard, int status);

#endif
