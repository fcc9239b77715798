/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Guard: a program that ends though one of its threads never will.
 *
 * A thread that waits in state D (kernel/patience.h) cannot be killed, and a process with such a
 * thread is not reaped: whoever waits for it waits for ever. So a child does all of the work, and
 * its parent, the guard, only waits for the exit status.
 */
#ifndef KERNEL_GUARD_H
#define KERNEL_GUARD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct guard {
	pid_t pid;  /* in the child, the guard's; else 0 */
	int teller; /* of the child: where it tells its status */
};

/*
 * Goes on in a child; this process ends as the child does, by the same signal too, and hands on
 * the signals that it gets. Where no child can be made, the process goes on itself. Standard
 * output must be flushed.
 */
void guard_begin(struct guard *ret);

/* Whether PID is of this process or its guard, which are one program to the user. */
bool guard_is_of_us(const struct guard *guard, uint64_t pid);

/* The calling process, a child of PARENT, ends with that, which may have ended already. */
void guard_follow(pid_t parent);

/* Closes what others may wait for the end of: a lost thread may keep the process. */
void guard_let_go(void);

/* Before the child ends with STATUS: does not return where a thread of it is lost. */
void guard_end(const struct guard *guard, int status);

#endif
