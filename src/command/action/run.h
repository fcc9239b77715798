/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * nvhost run: its options and its state.
 *
 *   run.c         options; runs the command
 *   run_watch.c   waits for the command, with --timeout
 *   run_sample.c  takes samples while the command runs
 *   run_report.c  reports the resources that the command used
 */
#ifndef COMMAND_ACTION_RUN_H
#define COMMAND_ACTION_RUN_H

#include "command/action/change.h"
#include "command/action/child.h"
#include "command/action/peaks.h"

struct run_options {
	struct opt_f64 interval_seconds; /* of samples; absent: no samples */
	struct opt_f64 timeout_seconds;
	struct opt_i64 then;
	const char *file;
	const char *columns;
	bool is_tree;
	bool is_quiet;
	struct change change; /* settings of the command */
};

/* The query that the sampler, another process, repeats while the command runs. */
struct samples {
	char id[24];
	struct operand operand;
	struct query_options options;
	struct faults faults;
	struct query query;
	struct peaks peaks;
	const struct field *pid;
	int ended[2]; /* a pipe that nvhost closes when the command has ended */
	int told[2];  /* a pipe for the result of the sampler */
};

struct run_job {
	struct invocation *invocation;
	const struct run_options *own;
	struct child child;
	char **argv;
	struct text *command; /* argv as texts, for the report */
	int fd;               /* of the report */
	bool is_late;         /* the time of --timeout is over */
	bool is_then_sent;
	struct timespec deadline;
	struct samples samples;
};

/* Waits for the command to end; after the time of --timeout, ends it by signals. */
void run_watch(struct run_job *job);

/* Starts the sampler, which runs until run_sample_end(). Returns 0 or a negative errno. */
int run_sample_begin(struct run_job *job);

/* Ends the sampler and takes its peaks. Returns 0, or the negative errno of the sampler. */
int run_sample_end(struct run_job *job);

/* Closes the pipes and frees the memory; also without run_sample_begin(), if the pipes are -1. */
void run_sample_done(struct samples *samples);

enum { N_RUN_FIELDS = 21 };
extern const struct field run_fields[N_RUN_FIELDS];

/* Writes the report, after the command has ended. Returns 0 or a negative errno. */
int run_report(struct run_job *job);

#endif
