/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Child: a command that nvhost runs and waits for.
 *
 * The command stays in the process group of nvhost: an interactive command has the terminal, and
 * the signals of the terminal (Ctrl-C, Ctrl-Z) reach both. Signals that another process sends to
 * nvhost are forwarded. nvhost is the reaper of orphans (PR_SET_CHILD_SUBREAPER), so that their
 * resource usage counts as well. kill(2) is safe here: a PID is not reused before its process was
 * reaped, and only nvhost reaps.
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
	pid_t aside;        /* a child of nvhost that does not belong to the command; 0: none */
	bool is_visible;    /* /proc shows the command: it is of this host and PID namespace */
	bool has_strangers; /* nvhost had children at its start: of a shell that used exec */
	bool is_unprepared; /* prepare() failed, and told why */

	bool has_ended; /* then the following members are set */
	double elapsed_seconds;
	struct pidfd_end status;
	struct rusage usage; /* of the command and all descendants that have ended */
	struct pid_io io;    /* the same; absent if this user may not read it */

	/* private */
	struct timespec start;
	sigset_t before;
	int signals;
	int io_file;
};

/*
 * Starts ARGV, searched for in PATH, with signal mask and limits as nvhost was started with. Calls
 * PREPARE in the child just before; if that returns a negative errno, after a message, nothing is
 * executed.
 *
 * Returns 0, or a negative errno: ARGV cannot be executed, or PREPARE failed (is_unprepared). The
 * caller must call child_done() in any case.
 */
int child_start(struct child *child, char **argv, int (*prepare)(const void *arg), const void *arg);

/*
 * Waits until the command has ended, or until a time of CLOCK_MONOTONIC; NULL: without a limit.
 * Returns whether the command has ended.
 */
bool child_wait(struct child *child, const struct timespec *until);

/* Restores the signal mask: a signal that came after the command's end may end nvhost now. */
void child_done(struct child *child);

#endif
