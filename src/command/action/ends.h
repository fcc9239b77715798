/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ends: waiting for processes to end, thousands at once, without using the CPU (epoll over
 * pidfds). A process has ended when its last thread has, reaped or not (values.md P-183).
 */
#ifndef COMMAND_ACTION_ENDS_H
#define COMMAND_ACTION_ENDS_H

#include "command/action/action.h"
#include "command/action/hold.h"

/* What became of a target. */
struct ending {
	double elapsed_seconds; /* since the wait began */
	bool has_status;        /* how it ended is known */
	struct pidfd_end status;
};

struct wait_request {
	struct targets *targets; /* those that are done are not waited for */
	const struct hold *hold; /* of the run, begun: its signals end the wait */
	struct opt_f64 timeout_seconds;
	bool is_any;       /* the first end is enough */
	bool wants_status; /* how they ended; else nothing more is read of them */

	/* Called as each ends; the target is done and closed then. 0, or a negative errno. */
	int (*ended)(void *arg, struct target *target, const struct ending *ending);
	/* Called once a second; NULL: nobody wants to know. */
	void (*progress)(void *arg, size_t n_ended, double elapsed_seconds);
	void *arg;
};

/*
 * Waits. As many pidfds are held as RLIMIT_NOFILE allows; what goes beyond is looked at now and
 * then until there is room, and its status may stay unknown.
 *
 * ret_elapsed_seconds: how long it took. Returns 0: all have ended, or one with is_any;
 * -ETIMEDOUT; the number of the signal (struct hold) that ended the wait; or another
 * negative errno.
 */
int ends_wait(const struct wait_request *request, double *ret_elapsed_seconds);

#endif
