/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost kill: the signals. */
#include <errno.h>
#include <sys/resource.h>

#include "command/action/kill.h"
#include "model/fault.h"

enum { MOST_ROUNDS = 64, SPARE_DESCRIPTORS = 16 };

/*
 * Descriptors are given lowest first: one near the limit leaves too few for /proc, the epoll and
 * the signals of the wait.
 */
static bool is_near_limit(int fd)
{
	struct rlimit limit;

	return getrlimit(RLIMIT_NOFILE, &limit) == 0 &&
	       (rlim_t)fd + SPARE_DESCRIPTORS >= limit.rlim_cur;
}

/*
 * Where descriptors run out, those who have their signal are let go of: they open again later. By
 * then one may be reaped, and its status is not known.
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

/* That somebody is gone already is a failure only if he was named. */
static bool is_failure(const struct kill_job *job, size_t place, int error)
{
	if (error != -ESRCH)
		return error < 0;
	return place < job->n_selected && job->invocation->selection.n_processes > 0;
}

/* They keep their pidfds until they go on: to open one anew may fail, and they would stay so. */
static bool is_stopping_first(const struct kill_job *job)
{
	return job->own->is_tree && !job->own->is_dry && job->signal != 0;
}

/* R: what became of sending it. */
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

/* The youngest first: children before their parents, who might start them anew. */
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

/* A failure is told when the signal itself fails. */
static void stop(struct kill_job *job, size_t place)
{
	if (job->targets.items[place].reference.pid != getpid())
		kill_signal(job, place, SIGSTOP, NULL);
}

/*
 * Adds all descendants. Who is stopped cannot fork any more: when nobody new appears, nobody has
 * escaped. Only those whom this user may not stop can go on, hence the limit.
 */
static int add_tree(struct kill_job *job)
{
	size_t n_known = 0;
	int r = 0;

	for (int round = 0; round < MOST_ROUNDS && r == 0 && n_known < job->targets.n; round++) {
		for (; n_known < job->targets.n; n_known++)
			if (is_stopping_first(job))
				stop(job, n_known);
		r = action_add_descendants(job->invocation, &job->targets);
	}
	return r;
}

/* Those go on who did before; a signal that kills or stops needs no going on. */
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

/* While some are stopped, nothing may end nvhost, or they would stay so: signals wait. */
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
