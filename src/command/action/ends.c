/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ends: epoll over pidfds.
 *
 * A pidfd becomes readable when the process exits, and hangs up when it is reaped. Only then does
 * the kernel tell its status to any process (values.md P-188). In between, a target lingers for a
 * short time only, as its parent may never reap it.
 */
#include "command/action/ends.h"

#include <errno.h>
#include <math.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <time.h>

enum { SPARE_DESCRIPTORS = 16, EVENTS_AT_ONCE = 256 };

static const double grace_seconds = 0.2;        /* for the parent to reap a target */
static const double first_pause_seconds = 1e-4; /* between looks at targets without a pidfd */
static const double longest_pause_seconds = 0.04;
static const double progress_seconds = 1.0;
static const uint64_t signal_mark = UINT64_MAX; /* marks the event of the signalfd */

struct wait {
	const struct wait_request *request;
	struct target *items;
	size_t n;
	size_t n_left;
	size_t n_ended;

	double start; /* seconds of CLOCK_MONOTONIC; all other times count from here */
	double now;
	double next_progress;

	int epoll;
	int signal; /* a signal that has come; 0: none */

	double *ended;     /* for each target: when it was seen to end; 0: not yet */
	size_t *lingering; /* indices of targets, in the order of their ends */
	size_t first_lingering;
	size_t n_lingering;

	bool *is_looked_at; /* for each target: it has no pidfd in the epoll */
	size_t n_looked_at;
	size_t n_free; /* descriptors of targets that have ended */
	double pause;
	double next_look;
};

static double clock_seconds(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void update_now(struct wait *wait)
{
	wait->now = clock_seconds() - wait->start;
}

static int tell_ending(struct wait *wait, struct target *target, const struct ending *ending)
{
	if (target->pidfd >= 0)
		wait->n_free++;
	target_close(target);
	target->is_done = true;
	wait->n_left--;
	wait->n_ended++;
	return wait->request->ended(wait->request->arg, target, ending);
}

static int tell_end(struct wait *wait, struct target *target, double seconds)
{
	struct ending ending = { .elapsed_seconds = seconds };

	ending.has_status = wait->request->wants_status && target_read_end(target, &ending.status);
	return tell_ending(wait, target, &ending);
}

/* ---- targets without a pidfd ---- */

static void add_looked_at(struct wait *wait, size_t place)
{
	if (wait->is_looked_at[place])
		return;
	wait->is_looked_at[place] = true;
	wait->n_looked_at++;
}

/* Watches a target through its pidfd; without one, notes that it must be looked at. */
static int watch_target(struct wait *wait, size_t place)
{
	struct epoll_event event = { .events = EPOLLIN, .data.u64 = place };
	struct target *target = &wait->items[place];
	int r = target_open(target);

	if (r == -ESRCH) /* it has ended since it was selected */
		return tell_end(wait, target, wait->now);
	if (r < 0 || target->pidfd < 0 ||
	    epoll_ctl(wait->epoll, EPOLL_CTL_ADD, target->pidfd, &event) < 0) {
		target_close(target);
		add_looked_at(wait, place);
	} else if (wait->is_looked_at[place]) {
		wait->is_looked_at[place] = false;
		wait->n_looked_at--;
		wait->n_free--;
	}
	return 0;
}

static int look_at_target(struct wait *wait, size_t place)
{
	struct target *target = &wait->items[place];
	int r;

	if (!wait->is_looked_at[place] || target->is_done)
		return 0;
	if (wait->n_free > 0 && !target->has_no_pidfd) {
		r = watch_target(wait, place);
		if (r < 0 || target->is_done || !wait->is_looked_at[place])
			return r;
	}
	r = target_has_ended(target);
	return r > 0 ? tell_end(wait, target, wait->now) : r;
}

/*
 * Looks at all targets without a pidfd. Pauses grow, to at least ten times the duration of a look.
 */
static int look_at_all(struct wait *wait)
{
	double begin = wait->now, took;
	int r = 0;

	for (size_t n = 0; n < wait->n && r == 0; n++) {
		bool was_done = wait->items[n].is_done;

		r = look_at_target(wait, n);
		if (!was_done && wait->items[n].is_done && wait->is_looked_at[n])
			wait->n_looked_at--;
	}
	update_now(wait);
	took = wait->now - begin;
	wait->pause = MIN(wait->pause * 2, longest_pause_seconds);
	wait->next_look = wait->now + MAX(wait->pause, took * 10);
	return r;
}

/* ---- targets that have ended ---- */

/* Lets a target linger: from now on, only the event that it hangs up counts. */
static int linger(struct wait *wait, size_t place)
{
	struct epoll_event event = { .data.u64 = place };

	wait->lingering[wait->n_lingering++] = place;
	wait->ended[place] = wait->now;
	return epoll_ctl(wait->epoll, EPOLL_CTL_MOD, wait->items[place].pidfd, &event) < 0 ? -errno
	                                                                                   : 0;
}

static bool may_be_told_later(const struct target *target)
{
	struct pidfd_process process;

	return pidfd_read_process(target->pidfd, &process) == 0;
}

/* Handles the event of a target. The status is read first, as the parent may reap the process. */
static int take_event(struct wait *wait, const struct epoll_event *event)
{
	size_t place = (size_t)event->data.u64;
	struct target *target = &wait->items[place];
	struct ending ending = { .elapsed_seconds =
		                         wait->ended[place] > 0 ? wait->ended[place] : wait->now };

	if (target->is_done)
		return 0;
	ending.has_status = wait->request->wants_status && target_read_end(target, &ending.status);
	if (!ending.has_status && wait->request->wants_status && !(event->events & EPOLLHUP) &&
	    may_be_told_later(target))
		return linger(wait, place);
	return tell_ending(wait, target, &ending);
}

/* Ends the lingering of targets whose parent has had enough time; IS_LAST: of all. */
static int end_lingering(struct wait *wait, bool is_last)
{
	int r = 0;

	while (r == 0 && wait->first_lingering < wait->n_lingering) {
		size_t place = wait->lingering[wait->first_lingering];
		struct target *target = &wait->items[place];

		if (!target->is_done && !is_last && wait->now < wait->ended[place] + grace_seconds)
			break;
		if (!target->is_done)
			r = tell_end(wait, target, wait->ended[place]);
		wait->first_lingering++;
	}
	return r;
}

/* ---- the loop ---- */

static double next_wakeup(const struct wait *wait)
{
	const struct wait_request *request = wait->request;
	double next = INFINITY;

	if (request->timeout_seconds.is == PRESENT)
		next = request->timeout_seconds.v;
	if (wait->first_lingering < wait->n_lingering)
		next = MIN(next,
		           wait->ended[wait->lingering[wait->first_lingering]] + grace_seconds);
	if (wait->n_looked_at > 0)
		next = MIN(next, wait->next_look);
	if (request->progress)
		next = MIN(next, wait->next_progress);
	return next;
}

/* The timeout for epoll_wait(2), rounded up so that it does not end too early; -1: none. */
static int timeout_ms(const struct wait *wait)
{
	double pause = next_wakeup(wait) - wait->now;

	if (isinf(pause))
		return -1;
	return pause <= 0 ? 0 : (int)ceil(MIN(pause, 3600) * 1e3);
}

static void take_signal(struct wait *wait)
{
	struct signalfd_siginfo info;

	if (read(wait->request->hold->signals, &info, sizeof(info)) == sizeof(info))
		wait->signal = (int)info.ssi_signo;
}

/* Waits for events and handles them. *ret_more: there may be more events already. */
static int take_events(struct wait *wait, bool *ret_more)
{
	struct epoll_event events[EVENTS_AT_ONCE];
	int n = epoll_wait(wait->epoll, events, EVENTS_AT_ONCE, timeout_ms(wait));
	int r = 0;

	if (n < 0)
		return errno == EINTR ? 0 : -errno;
	update_now(wait);
	for (int i = 0; i < n && r == 0; i++)
		if (events[i].data.u64 == signal_mark)
			take_signal(wait);
		else
			r = take_event(wait, &events[i]);
	*ret_more = n == EVENTS_AT_ONCE;
	return r;
}

static void show_progress(struct wait *wait)
{
	if (!wait->request->progress || wait->now < wait->next_progress || wait->n_left == 0)
		return;
	wait->request->progress(wait->request->arg, wait->n_ended, wait->now);
	wait->next_progress = floor(wait->now) + progress_seconds;
}

static int wait_for_ends(struct wait *wait)
{
	const struct opt_f64 *timeout = &wait->request->timeout_seconds;
	int r = 0;

	while (r == 0) {
		bool has_more = false, is_late;

		if (wait->n_left == 0 || (wait->request->is_any && wait->n_ended > 0))
			return 0;
		r = take_events(wait, &has_more);
		is_late = timeout->is == PRESENT && wait->now >= timeout->v && !has_more;
		if (r == 0 && wait->n_looked_at > 0 && (is_late || wait->now >= wait->next_look))
			r = look_at_all(wait);
		if (r == 0)
			r = end_lingering(wait, is_late || wait->signal != 0);
		if (r == 0 && wait->n_left > 0 && wait->signal != 0)
			return wait->signal;
		if (r == 0 && wait->n_left > 0 && is_late &&
		    !(wait->request->is_any && wait->n_ended > 0))
			return -ETIMEDOUT;
		show_progress(wait);
	}
	return r;
}

/* ---- before and after ---- */

/* Watches all targets. Some descriptors are kept free, for files of /proc and for --exec. */
static int watch_all(struct wait *wait)
{
	int spare[SPARE_DESCRIPTORS];
	int r = 0;

	for (int n = 0; n < SPARE_DESCRIPTORS / 2; n++)
		spare[n] = dup(wait->epoll);
	for (size_t n = 0; n < wait->n && r == 0; n++)
		if (!wait->items[n].is_done)
			r = watch_target(wait, n);
	for (int n = 0; n < SPARE_DESCRIPTORS / 2; n++)
		if (spare[n] >= 0)
			close(spare[n]);
	return r;
}

/* Adds the signalfd to the epoll. */
static int watch_signals(struct wait *wait)
{
	struct epoll_event event = { .events = EPOLLIN, .data.u64 = signal_mark };
	int signals = wait->request->hold->signals;

	return epoll_ctl(wait->epoll, EPOLL_CTL_ADD, signals, &event) < 0 ? -errno : 0;
}

static int prepare_wait(struct wait *wait)
{
	wait->lingering = calloc(wait->n + 1, sizeof(*wait->lingering));
	wait->ended = calloc(wait->n + 1, sizeof(*wait->ended));
	wait->is_looked_at = calloc(wait->n + 1, sizeof(*wait->is_looked_at));
	if (!wait->lingering || !wait->ended || !wait->is_looked_at)
		return -ENOMEM;
	wait->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (wait->epoll < 0)
		return -errno;
	return watch_signals(wait);
}

int ends_wait(const struct wait_request *request, double *ret_elapsed_seconds)
{
	struct wait wait = {
		.request = request,
		.items = request->targets->items,
		.n = request->targets->n,
		.start = clock_seconds(),
		.next_progress = progress_seconds,
		.pause = first_pause_seconds,
		.epoll = -1,
	};
	int r;

	for (size_t n = 0; n < wait.n; n++)
		wait.n_left += !wait.items[n].is_done;
	r = prepare_wait(&wait);
	if (r == 0)
		r = watch_all(&wait);
	if (r == 0)
		r = wait_for_ends(&wait);
	cleanup_close(&wait.epoll);
	free(wait.lingering);
	free(wait.ended);
	free(wait.is_looked_at);
	update_now(&wait);
	*ret_elapsed_seconds = wait.now;
	return r;
}
