/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What nvhost run is to do, and what has become of the command.
 *
 *   run.c         options, the command from its start to its end
 *   run_watch.c   while it runs: its time, samples
 *   run_report.c  what it took
 */
#ifndef COMMAND_ACTION_RUN_H
#define COMMAND_ACTION_RUN_H

#include "command/action/change.h"
#include "command/action/child.h"
#include "command/action/peaks.h"

struct run_options {
	struct opt_f64 interval_seconds; /* of samples; absent: none */
	struct opt_f64 timeout_seconds;
	struct opt_i64 then;
	const char *file;
	const char *columns;
	bool is_tree;
	bool is_quiet;
	struct change change; /* of the command, before it begins */
};

struct run_job {
	struct invocation *invocation;
	const struct run_options *own;
	struct child child;
	char **argv;
	struct text *command; /* the same */
	int fd;               /* of the report */
	bool is_late;         /* its time has run out */
	bool is_then_sent;
	struct timespec deadline;
	struct peaks peaks;
};

/* Its time begins: that of --timeout runs out so long after the start. */
void run_watch_begin(struct run_job *job);

/*
 * Waits until that time of CLOCK_MONOTONIC (NULL: for ever), or the command's end, which comes with
 * --timeout by signals. Whether it has ended.
 */
bool run_watch(struct run_job *job, const struct timespec *until);

/* Samples until it has ended. Returns 0 or a negative code. */
int run_sample(struct run_job *job);

enum { N_RUN_FIELDS = 21 };
extern const struct field run_fields[N_RUN_FIELDS];

/* Writes what the command took, once it has ended. Returns 0 or a negative errno. */
int run_report(struct run_job *job);

#endif
