/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What nvhost run is to do, and what has become of the command.
 *
 *   run.c         options, the command from its start to its end
 *   run_watch.c   while it runs: its time, and its end when that runs out
 *   run_sample.c  while it runs: samples
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

/* What is asked about the command again and again, in another process: the sampler. */
struct samples {
	char id[24];
	struct operand operand;
	struct query_options options;
	struct faults faults;
	struct query query;
	struct peaks peaks;
	const struct field *pid;
	int ended[2]; /* a pipe that nvhost closes when the command has ended */
	int told[2];  /* a pipe for what the sampler has to tell */
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
	struct samples samples;
};

/* Waits for the command's end, which comes with --timeout by signals. */
void run_watch(struct run_job *job);

/* Samples from now on, in another process, until run_sample_end(). Returns 0 or a negative code. */
int run_sample_begin(struct run_job *job);

/* The command has ended: what has become of the samples, 0 or a negative code; and their peaks. */
int run_sample_end(struct run_job *job);

/* After either of them, or without them where struct samples has no descriptors (-1). */
void run_sample_done(struct samples *samples);

enum { N_RUN_FIELDS = 21 };
extern const struct field run_fields[N_RUN_FIELDS];

/* Writes what the command took, once it has ended. Returns 0 or a negative errno. */
int run_report(struct run_job *job);

#endif
