/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Child: a command that runs under our eyes.
 *
 * It stays in our process group, so that an interactive command has the terminal as it would
 * without us, and what the terminal sends (Ctrl-C, Ctrl-Z) reaches both; what others send to us is
 * handed on. We are the reaper of its orphans (PR_SET_CHILD_SUBREAPER), so that what they used is
 * counted too. No PID is used again before it was reaped, and we alone reap: kill(2) is safe here.
 */
#ifndef COMMAND_ACTION_CHILD_H
#define COMMAND_ACTION_CHILD_H

#include <signal.h>
#include <sys/resource.h>
#include <time.h>

#include "kernel/process/pid_io.h"
#include "kernel/process/pidfd.h"

struct child {
	pid_t pid;
	pid_t aside;        /* another of our children, which is none of the command's; 0: none */
	bool is_visible;    /* /proc is of this machine and of our PID namespace: it is there */
	bool has_strangers; /* we had children before: of who executed us in his place */
	bool is_unprepared; /* what was to come before its execution has failed, and was told */
	bool has_ended;
	double elapsed_seconds; /* from here on: once it has */
	struct pidfd_end status;
	/* Of it and all descendants that have ended too; nothing of what came before it. */
	struct rusage usage;
	struct pid_io io; /* the same; absent where it is not ours to see */

	/* its own */
	struct timespec start;
	sigset_t before;
	int signals;
	int io_file;
};

/*
 * Starts ARGV, found in PATH, with all that we were started with. PREPARE is called in the child
 * just before: 0, or a negative errno after a message, and nothing is executed.
 *
 * Returns 0, or a negative errno: it cannot be executed, or is_unprepared; child_done() is due in
 * any case.
 */
int child_start(struct child *child, char **argv, int (*prepare)(const void *arg), const void *arg);

/*
 * Waits until it has ended, or until that time of CLOCK_MONOTONIC (NULL: for ever).
 * Returns true if it has ended.
 */
bool child_wait(struct child *child, const struct timespec *until);

/* Gives the signals back: what has come since the command ended may end nvhost now. */
void child_done(struct child *child);

#endif
