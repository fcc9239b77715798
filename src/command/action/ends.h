/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ends: waits for processes to end, thousands at once, without using the CPU (epoll over pidfds).
 * A process has ended when its last thread has ended, reaped or not (values.md P-183).
 */
#ifndef COMMAND_ACTION_ENDS_H
#define COMMAND_ACTION_ENDS_H

#include "command/action/action.h"
#include "command/action/hold.h"

/* The end of a target. */
struct ending {
	double elapsed_seconds; /* since the wait began */
	bool has_status;        /* status is known */
	struct pidfd_end status;
};

struct wait_request {
	struct targets *targets; /* those with is_done are not waited for */
	const struct hold *hold; /* the hold of the run: its signals end the wait */
	struct opt_f64 timeout_seconds;
	bool is_any;       /* wait for the first end only */
	bool wants_status; /* read how each process ended */

	/* Called when a target has ended; it is done and closed then. 0, or a negative errno. */
	int (*ended)(void *arg, struct target *target, const struct ending *ending);
	/* Called once a second; may be NULL. */
	void (*progress)(void *arg, size_t n_ended, double elapsed_seconds);
	void *arg;
};

/*
 * Waits. As many pidfds are opened as RLIMIT_NOFILE allows; the other targets are looked at in
 * /proc, with pauses, until a descriptor becomes free. The status of these may stay unknown.
 *
 * ret_elapsed_seconds: the time it took. Returns 0 if all have ended, or one with is_any;
 * -ETIMEDOUT; the number of the signal (struct hold) that ended the wait; or another negative
 * errno.
 */
int ends_wait(const struct wait_request *request, double *ret_elapsed_seconds);

#endif
