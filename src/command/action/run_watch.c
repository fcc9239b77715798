/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost run: while the command runs. */
#include <errno.h>
#include <stdio.h>

#include "collect/process/tree.h"
#include "command/action/action.h"
#include "command/action/run.h"

static void add_seconds(struct timespec *time, double seconds)
{
	double whole = (double)(int64_t)seconds;

	time->tv_sec += (time_t)whole;
	time->tv_nsec += (long)((seconds - whole) * 1e9);
	if (time->tv_nsec >= 1000000000) {
		time->tv_nsec -= 1000000000;
		time->tv_sec++;
	}
}

static bool is_before(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec < b->tv_sec || (a->tv_sec == b->tv_sec && a->tv_nsec < b->tv_nsec);
}

/*
 * All that the command has started; where /proc does not show our processes, it alone. Orphans have
 * come to us, so that we are the root, unless we have children that are not the command's
 * (sh -c 'server & exec nvhost run ...'): orphans cannot be told from those, and are left alone.
 */
static void signal_descendants(struct run_job *job, int number)
{
	_cleanup_targets_ struct targets targets = { 0 };
	pid_t pid = job->child.has_strangers ? job->child.pid : getpid();
	struct target root = { .reference = { .pid = pid }, .pidfd = -1 };

	if (!job->child.is_visible || target_read_start(&root) < 0)
		return;
	targets.items = calloc(1, sizeof(root));
	if (!targets.items)
		return;
	targets.items[targets.n++] = root;
	if (action_add_descendants(job->invocation, &targets) < 0)
		return;
	for (size_t n = 1; n < targets.n; n++)
		if (targets.items[n].reference.pid != job->child.pid)
			target_signal(&targets.items[n], number, NULL);
}

/* Who is stopped must go on to be ended by anything but KILL, as timeout(1) sees to as well. */
static void signal_tree(struct run_job *job, int number)
{
	kill(job->child.pid, number);
	signal_descendants(job, number);
	if (number == SIGKILL || number == SIGCONT)
		return;
	kill(job->child.pid, SIGCONT);
	signal_descendants(job, SIGCONT);
}

/* The first time TERM, as psutil's terminate(); then what --then says, after as long again. */
static void end_command(struct run_job *job)
{
	int number = job->is_late ? (int)job->own->then.v : SIGTERM;

	job->is_then_sent = job->is_late;
	job->is_late = true;
	signal_tree(job, number);
	add_seconds(&job->deadline, job->own->timeout_seconds.v);
}

static bool has_deadline(const struct run_job *job)
{
	if (job->own->timeout_seconds.is != PRESENT)
		return false;
	return !job->is_late || (job->own->then.is == PRESENT && !job->is_then_sent);
}

bool run_watch(struct run_job *job, const struct timespec *until)
{
	while (has_deadline(job) && (!until || is_before(&job->deadline, until))) {
		if (child_wait(&job->child, &job->deadline))
			return true;
		end_command(job);
	}
	return child_wait(&job->child, until);
}

void run_watch_begin(struct run_job *job)
{
	job->deadline = job->child.start;
	if (job->own->timeout_seconds.is == PRESENT)
		add_seconds(&job->deadline, job->own->timeout_seconds.v);
}

/* ---- samples ---- */

static bool pause_until(void *arg, const struct timespec *until)
{
	return !run_watch(arg, until);
}

static void tell_other(void *arg _unused_, const char *subject, int r)
{
	if (r != -ESRCH) /* between two samples it may well have ended */
		message_error(subject, r);
}

int run_sample(struct run_job *job)
{
	static const struct tree_options all = { .is_recursive = true };
	const struct run_options *own = job->own;
	char id[24];
	pid_t pid = own->is_tree ? getpid() : job->child.pid;
	struct operand operand = { .text = id, .reference = { .pid = pid } };
	struct query_options options = {
		.columns = own->columns,
		.interval = own->interval_seconds,
		.count = { .is = PRESENT }, /* without end */
		.where = (const char *const[]){ "status != 'zombie'" },
		.n_where = 1,
	};
	struct faults faults = { .tell = tell_other, .lock = PTHREAD_MUTEX_INITIALIZER };
	struct query query = {
		.collector = own->is_tree ? &tree_children_collector : &process_collector,
		.options = &options,
		.operands = &operand,
		.n_operands = 1,
		.collector_options = own->is_tree ? &all : NULL,
		.faults = &faults,
		.pause = pause_until,
		.arg = job,
	};
	_cleanup_buffer_ struct buffer why = { 0 };
	int r = query_prepare(&query, "pid,status,cpu_percent,rss,num_threads,cmdline", &why);

	snprintf(id, sizeof(id), "%d", (int)pid);
	if (r == 0)
		r = peaks_begin(&job->peaks, job->invocation, &query, job->fd);
	if (r == 0)
		r = query_run(&query);
	peaks_done(&job->peaks);
	query_done(&query);
	return r;
}
