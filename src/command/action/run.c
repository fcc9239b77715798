/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost run: runs a command, and reports the resources that it used. */
#include <errno.h>

#include "base/folder.h"
#include "collect/process/process.h"
#include "command/action/run.h"
#include "command/action/signals.h"
#include "command/list.h"
#include "command/option_rows.h"
#include "command/options.h"
#include "kernel/host.h"
#include "model/fault.h"

enum { KEY_THEN = 0x400, KEY_TREE, KEY_TIMEOUT };

/* Checks the columns of samples, before the command is run. */
static int check_columns(const struct run_options *own)
{
	_cleanup_buffer_ struct buffer why = { 0 };
	struct scope scope = { .collector = &process_collector };
	struct columns columns = { 0 };
	int r = columns_parse(&scope, "pid", own->columns, &columns, &why);

	columns_done(&columns);
	return r == -EINVAL ? message_refuse(&why) : 0;
}

/* ---- the job ---- */

static int exit_status(const struct run_job *job)
{
	if (job->is_late)
		return EXIT_TIMEOUT;
	if (job->child.status.signal > 0)
		return EXIT_SIGNALLED + job->child.status.signal;
	return job->child.status.returncode;
}

/* A lack of processes, memory or descriptors is a failure of nvhost, not of the command. */
static int status_of_failure(int error)
{
	if (error == -EAGAIN || fault_is_fatal(error))
		return EXIT_CANNOT_RUN;
	return error == -ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_EXECUTE;
}

static int prepare_command(const void *arg)
{
	return change_apply_to_self(arg);
}

static int run_to_end(struct run_job *job)
{
	int r = child_start(&job->child, job->argv, prepare_command, &job->own->change);

	if (r < 0) {
		child_done(&job->child);
		if (job->child.is_unprepared)
			return EXIT_CANNOT_RUN;
		message_error(job->invocation->words[0], r);
		return status_of_failure(r);
	}
	if (job->own->interval_seconds.is == PRESENT)
		r = run_sample_begin(job);
	run_watch(job); /* also without samples */
	if (r == 0)
		r = run_sample_end(job);
	if (r == 0)
		r = run_report(job);
	run_sample_done(&job->samples);
	child_done(&job->child);
	if (r < 0)
		message_error(job->own->file, r);
	return r < 0 ? EXIT_CANNOT_RUN : exit_status(job);
}

static int open_report(struct run_job *job)
{
	job->fd = STDERR_FILENO;
	if (!job->own->file)
		return 0;
	job->fd = folder_create_file(job->own->file, 0666);
	if (job->fd >= 0)
		return 0;
	message_error(job->own->file, job->fd);
	return EXIT_CANNOT_RUN;
}

static int list_command(struct run_job *job)
{
	struct invocation *invocation = job->invocation;

	job->argv = arena_array(&invocation->memory, invocation->n_words + 1, sizeof(char *));
	job->command = arena_array(&invocation->memory, invocation->n_words, sizeof(struct text));
	if (!job->argv || !job->command) {
		message_error(NULL, -ENOMEM);
		return EXIT_CANNOT_RUN;
	}
	for (size_t n = 0; n < invocation->n_words; n++) {
		job->argv[n] = invocation->words[n];
		job->command[n] = text_of(invocation->words[n]);
	}
	return 0;
}

static int run_run(struct invocation *invocation)
{
	const struct run_options *own = invocation->own;
	struct run_job job = {
		.invocation = invocation,
		.own = own,
		.samples = { .ended = { -1, -1 }, .told = { -1, -1 } },
	};
	int r;

	if (invocation->n_words == 0)
		return message_usage_with("such as 'nvhost run -- make'", "which command?");
	if (own->then.is == PRESENT && own->timeout_seconds.is != PRESENT)
		return message_usage("--then needs --timeout");
	if (own->interval_seconds.is != PRESENT && (own->columns || own->is_tree))
		return message_usage("--output and --tree are about samples: they need --interval");
	if (own->interval_seconds.is == PRESENT && !root_is_live(ROOT_PROC))
		return message_usage("--interval needs the /proc of this host");
	if (own->change.is_asked[SET_OOM_SCORE_ADJ] && !root_is_live(ROOT_PROC))
		return message_usage("--oom-score-adj needs the /proc of this host");
	r = check_columns(own);
	if (r == 0)
		r = list_command(&job);
	if (r == 0)
		r = open_report(&job);
	if (r == 0)
		r = run_to_end(&job);
	if (own->file && job.fd >= 0 && close(job.fd) < 0) {
		message_error(own->file, -errno);
		return EXIT_CANNOT_RUN;
	}
	return r;
}

/* ---- options ---- */

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Running:", 4 },
	{ "timeout", KEY_TIMEOUT, "DURATION", 0, "end the command after that, with status 124", 0 },
	{ "timeout", 't', "DURATION", OPTION_HIDDEN, "elsewhere -t is --terminal", 0 },
	{ "then", KEY_THEN, "SIGNAL", 0, "after the same time again, send this signal", 0 },
	{ "report", 'O', "FILE", 0, "write the report to FILE, not to standard error", 0 },
	{ "quiet", 'q', 0, 0, "print no report", 0 },
	{ 0, 0, 0, 0, "Settings that are applied before the command begins:", 5 },
	CHANGE_OPTIONS,
	{ 0, 0, 0, 0, "Samples while the command runs:", 6 },
	{ "interval", 'i', "DURATION", 0, "take a sample in each interval", 0 },
	{ "output", 'o', "LIST", 0, "columns of `ps`, such as pid,rss,cpu_percent", 0 },
	{ "tree", KEY_TREE, 0, 0, "sample all descendants too", 0 },
	{ 0 },
};

#define SETS(member, ...) OPTION(struct run_options, member, __VA_ARGS__)

static const struct option_row rows[] = {
	SETS(timeout_seconds, .key = KEY_TIMEOUT),
	SETS(timeout_seconds, .key = 't'),
	OPTION_BY(signals_set, struct run_options, then, .key = KEY_THEN),
	SETS(file, .key = 'O', .name = "--report", .is_file = true),
	SETS(is_quiet, .key = 'q'),
	CHANGE_ROWS(struct run_options, change),
	SETS(interval_seconds, .key = 'i'),
	SETS(columns, .key = 'o'),
	SETS(is_tree, .key = KEY_TREE),
	{ 0 },
};

static int list_fields(struct invocation *invocation _unused_, const struct field **ret,
                       size_t *ret_n)
{
	*ret = run_fields;
	*ret_n = N_RUN_FIELDS;
	return 0;
}

const struct command run_command = {
	.name = "run",
	.help = "run a command, and report the resources it used",
	.arguments = "[--] COMMAND [ARGUMENT]...",
	.options = options,
	.rows = rows,
	.own_size = sizeof(struct run_options),
	.run = run_run,
	.fields = list_fields,
	.is_in_order = true,
	.examples = {
		{ "nvhost run -- make", "the resources that make used" },
		{ "nvhost run --timeout=1h -- ./backup", "end it after an hour" },
		{ "nvhost run -i 1 -o pid,rss -- make", "samples while it runs" },
	},
};
