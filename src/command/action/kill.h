/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What nvhost kill is to do, and what has become of it.
 *
 *   kill.c         the command: options, which processes
 *   kill_signal.c  the signals, with --tree those of all descendants
 *   kill_wait.c    the rows; --wait and --then
 */
#ifndef COMMAND_ACTION_KILL_H
#define COMMAND_ACTION_KILL_H

#include "command/action/action_output.h"
#include "command/action/ends.h"

struct kill_options {
	struct opt_i64 signal;
	struct opt_i64 then;
	struct opt_i64 queue;
	struct opt_f64 wait_seconds;
	bool is_listing;
	struct opt_i64 listed; /* of all signals, this one */
	bool is_dry;
	bool is_tree;
	bool is_forced;
	bool is_verbose;
	bool is_yes;
};

/* What was done to a target, beside it. */
struct kill_deed {
	int signal; /* the last one */
	bool is_sent;
	int error; /* of sending */
};

struct kill_job {
	struct invocation *invocation;
	const struct kill_options *own;
	int signal;
	struct targets targets;
	size_t n_selected; /* of the targets; those behind are their descendants */
	struct kill_deed *deeds;
	struct action_output report;
	struct hold hold;
};

/*
 * Signals all targets, with --tree their descendants too, which become targets; --dry-run: only
 * finds them. Returns 0 or a negative errno, no process is signalled then.
 */
int kill_signal_all(struct kill_job *job);

/*
 * Sends NUMBER to the target at PLACE, with VALUE unless it is NULL. Returns 0 or a negative errno.
 */
int kill_signal(struct kill_job *job, size_t place, int number, const int *value);

/* Notes what became of that, and tells of a failure: R is 0 or a negative errno. */
void kill_note(struct kill_job *job, size_t place, int number, int r);

enum { N_KILL_FIELDS = 9 };
extern const struct field kill_fields[N_KILL_FIELDS];

/* A target that is not waited for has its row at once; nvhost itself has none. */
void kill_tell_rows(struct kill_job *job);

/*
 * Waits for the ends, each of which is a row; when time is out, --then. Returns 0, the number of
 * the signal that ended the wait, or a negative errno.
 */
int kill_wait(struct kill_job *job);

#endif
