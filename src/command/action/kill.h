/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * nvhost kill: its options and its state.
 *
 *   kill.c         the command: options and selection
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
	struct opt_i64 listed; /* --list=SIGNAL */
	bool is_dry;
	bool is_tree;
	bool is_forced;
	bool is_verbose;
	bool is_yes;
};

/* What was done to the target of the same index. */
struct kill_deed {
	int signal; /* the last signal for the target */
	bool is_sent;
	int error; /* negative errno of sending; or 0 */
};

struct kill_job {
	struct invocation *invocation;
	const struct kill_options *own;
	int signal;
	struct targets targets;
	size_t n_selected; /* targets that were selected; those behind are their descendants */
	struct kill_deed *deeds;
	struct action_output report;
	struct hold hold;
};

/*
 * Signals all targets. With --tree, descendants become targets too. With --dry-run, only finds
 * them. Returns 0, or a negative errno before any process was signalled.
 */
int kill_signal_all(struct kill_job *job);

/* Sends NUMBER to target PLACE, with VALUE unless that is NULL. Returns 0 or a negative errno. */
int kill_signal(struct kill_job *job, size_t place, int number, const int *value);

/* Notes the result R of kill_signal(), and tells a failure. */
void kill_note(struct kill_job *job, size_t place, int number, int r);

enum { N_KILL_FIELDS = 9 };
extern const struct field kill_fields[N_KILL_FIELDS];

/* Prints the rows of the targets that are not waited for; nvhost itself has no row. */
void kill_tell_rows(struct kill_job *job);

/*
 * Waits for the targets to end, and prints a row for each; after the time of --wait, sends the
 * signal of --then. Returns 0, the number of the signal that ended the wait, or a negative errno.
 */
int kill_wait(struct kill_job *job);

#endif
