/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost kill: sending the signals. */
#include <errno.h>
#include <sys/resource.h>

#include "command/action/kill.h"
#include "model/fault.h"

enum { MOST_ROUNDS = 64, SPARE_DESCRIPTORS = 16 };

/*
 * Whether too few descriptors are left for /proc, the epoll and the signalfd of the wait: the
 * kernel assigns the lowest one that is free.
 */
static bool is_near_limit(int fd)
{
	struct rlimit limit;

	return getrlimit(RLIMIT_NOFILE, &limit) == 0 &&
	       (rlim_t)fd + SPARE_DESCRIPTORS >= limit.rlim_cur;
}

/*
 * If descriptors run out, closes those of all targets, which are opened again later. The status of
 * a process that is reaped before that is not known then.
 */
int kill_signal(struct kill_job *job, size_t place, int number, const int *value)
{
	struct target *target = &job->targets.items[place];
	int r = target_signal(target, number, value);

	if (fault_is_fatal(r)) {
		for (size_t n = 0; n < job->targets.n; n++)
			target_close(&job->targets.items[n]);
		r = target_signal(target, number, value);
	}
	if (target->pidfd >= 0 && is_near_limit(target->pidfd))
		target_close(target);
	return r;
}

/* Whether an error is a failure: that a process is gone is one only if the process was named. */
static bool is_failure(const struct kill_job *job, size_t place, int error)
{
	if (error != -ESRCH)
		return error < 0;
	return place < job->n_selected && job->invocation->selection.n_processes > 0;
}

/*
 * Whether targets are stopped before the signal. They keep their pidfds until they are continued:
 * if one could not be opened again, its process would stay stopped.
 */
static bool is_stopping_first(const struct kill_job *job)
{
	return job->own->is_tree && !job->own->is_dry && job->signal != 0;
}

void kill_note(struct kill_job *job, size_t place, int number, int r)
{
	struct target *target = &job->targets.items[place];
	struct kill_deed *deed = &job->deeds[place];

	deed->signal = number;
	deed->is_sent = r == 0;
	deed->error = r;
	if (is_failure(job, place, r))
		action_tell(job->invocation, target, r);
	if (r < 0)
		target->is_done = true; /* nothing to wait for */
	if (!is_stopping_first(job) && (r < 0 || job->own->wait_seconds.is != PRESENT))
		target_close(target);
}

static void send(struct kill_job *job, size_t place, int number, const int *value)
{
	kill_note(job, place, number, kill_signal(job, place, number, value));
}

/* Signals the last target first: children before their parents, which might restart them. */
static void send_all(struct kill_job *job)
{
	int value = (int)job->own->queue.v;

	for (size_t n = job->targets.n; n-- > 0;)
		if (job->targets.items[n].reference.pid != getpid())
			send(job, n, job->signal, job->own->queue.is == PRESENT ? &value : NULL);
}

/* ---- --tree ---- */

static bool stops(int number)
{
	return number == SIGSTOP || number == SIGTSTP || number == SIGTTIN || number == SIGTTOU;
}

/* Stops a target. A failure is not told here: the signal itself will fail, too. */
static void stop_target(struct kill_job *job, size_t place)
{
	if (job->targets.items[place].reference.pid != getpid())
		kill_signal(job, place, SIGSTOP, NULL);
}

/*
 * Adds all descendants. A stopped process cannot fork: when no new process appears, none has
 * escaped. Processes that this user may not stop can go on forking, hence the limit.
 */
static int add_tree(struct kill_job *job)
{
	size_t n_known = 0;
	int r = 0;

	for (int round = 0; round < MOST_ROUNDS && r == 0 && n_known < job->targets.n; round++) {
		for (; n_known < job->targets.n; n_known++)
			if (is_stopping_first(job))
				stop_target(job, n_known);
		r = action_add_descendants(job->invocation, &job->targets);
	}
	return r;
}

/* Continues the targets that were not stopped before; not needed if the signal kills or stops. */
static void continue_all(struct kill_job *job, int number)
{
	if (!is_stopping_first(job) || number == SIGKILL || number == SIGCONT || stops(number))
		return;
	for (size_t n = job->targets.n; n-- > 0;) {
		const struct target *target = &job->targets.items[n];

		if (target->reference.pid != getpid() && !target->is_stopped)
			kill_signal(job, n, SIGCONT, NULL);
		if (job->own->wait_seconds.is != PRESENT)
			target_close(&job->targets.items[n]);
	}
}

/* ---- all of them ---- */

/*
 * While targets are stopped, signals to nvhost are blocked: if it ended, they would stay stopped.
 */
int kill_signal_all(struct kill_job *job)
{
	sigset_t all, before;
	int r = 0;

	sigfillset(&all);
	if (is_stopping_first(job))
		sigprocmask(SIG_BLOCK, &all, &before);
	if (job->own->is_tree)
		r = add_tree(job);
	if (r == 0)
		job->deeds = calloc(job->targets.n + 1, sizeof(*job->deeds));
	for (size_t n = 0; job->deeds && n < job->targets.n; n++)
		job->deeds[n].signal = job->signal;
	if (r == 0 && !job->deeds)
		r = -ENOMEM;
	if (r == 0 && !job->own->is_dry)
		send_all(job);
	continue_all(job, r < 0 ? 0 : job->signal);
	if (is_stopping_first(job))
		sigprocmask(SIG_SETMASK, &before, NULL);
	return r;
}
