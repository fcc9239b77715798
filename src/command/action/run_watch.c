/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost run: waits for the command, with --timeout. */
#include "base/moment.h"
#include "command/action/action.h"
#include "command/action/run.h"

/*
 * Signals all processes that the command has started, if /proc shows them. Orphans have become
 * children of nvhost, so that the tree begins at nvhost, unless nvhost has other children (sh -c
 * 'server & exec nvhost run ...'): orphans cannot be told from these, and are not signalled.
 */
static void signal_descendants(struct run_job *job, int number)
{
	_cleanup_targets_ struct targets targets = { 0 };
	pid_t pid = job->child.has_strangers ? job->child.pid : getpid();
	struct target root = { .reference = { .pid = pid }, .pidfd = -1 };

	if (!job->child.is_visible || target_read_start(&root) < 0)
		return;
	if (targets_add(&targets, &root) < 0 ||
	    action_add_descendants(job->invocation, &targets) < 0)
		return;
	for (size_t n = 1; n < targets.n; n++)
		if (targets.items[n].reference.pid != job->child.pid &&
		    targets.items[n].reference.pid != job->child.aside)
			target_signal(&targets.items[n], number, NULL);
}

/* A stopped process must be continued to receive any signal but KILL: timeout(1) does that too. */
static void signal_tree(struct run_job *job, int number)
{
	kill(job->child.pid, number);
	signal_descendants(job, number);
	if (number == SIGKILL || number == SIGCONT)
		return;
	kill(job->child.pid, SIGCONT);
	signal_descendants(job, SIGCONT);
}

/* Sends TERM the first time, as psutil's terminate(); the signal of --then the second time. */
static void end_command(struct run_job *job)
{
	int number = job->is_late ? (int)job->own->then.v : SIGTERM;

	job->is_then_sent = job->is_late;
	job->is_late = true;
	signal_tree(job, number);
	moment_add(&job->deadline, job->own->timeout_seconds.v);
}

static bool has_deadline(const struct run_job *job)
{
	if (job->own->timeout_seconds.is != PRESENT)
		return false;
	return !job->is_late || (job->own->then.is == PRESENT && !job->is_then_sent);
}

void run_watch(struct run_job *job)
{
	job->deadline = job->child.start;
	if (job->own->timeout_seconds.is == PRESENT)
		moment_add(&job->deadline, job->own->timeout_seconds.v);
	while (!child_wait(&job->child, has_deadline(job) ? &job->deadline : NULL))
		end_command(job);
}
