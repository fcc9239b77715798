/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Until: the pauses of --until. A pidfd becomes readable when its process ends: pidfd_open(2). */
#include "command/until.h"

#include <errno.h>

#include "base/array.h"
#include "base/moment.h"
#include "kernel/process/pidfd.h"
#include "kernel/process/proc_pids.h"

enum { EVENT = 0, MOST_PROCESSES = 512 };

static int add_fd(struct awaited *awaited, struct pollfd fd, pid_t pid)
{
	size_t n = awaited->n;

	if (array_grow(&awaited->fds, n, &awaited->fds_size, sizeof(fd)) < 0 ||
	    array_grow(&awaited->pids, n, &awaited->pids_size, sizeof(pid)) < 0)
		return -ENOMEM;
	awaited->pids[n] = pid;
	awaited->fds[n] = fd;
	awaited->n++;
	return 0;
}

static int add_process(struct awaited *awaited, pid_t pid)
{
	int fd = pid > 0 ? pidfd_open_process(pid) : -EINVAL;
	int r;

	awaited->has_ended |= fd == -ESRCH;
	if (fd < 0)
		return 0;
	r = add_fd(awaited, (struct pollfd){ .fd = fd, .events = POLLIN }, pid);
	if (r < 0)
		close(fd);
	return r;
}

int until_open(struct awaited *awaited, const struct query *query)
{
	const struct collector *collector = query->collector;
	bool has_pids = proc_pids_are_ours();
	struct pollfd event = { .fd = -1 };
	int r;

	*awaited = (struct awaited){
		.event = (enum event)collector->event,
	};
	if (has_pids)
		awaited->pid = field_find(collector->fields, collector->n_fields, TEXT("pid"));
	if (event_open(awaited->event, &event) < 0)
		event.fd = -1;
	r = add_fd(awaited, event, 0);
	if (r < 0 && event.fd >= 0)
		close(event.fd);
	for (size_t n = 0; has_pids && n < query->n_operands && r == 0; n++)
		r = add_process(awaited, query->operands[n].reference.pid);
	return r;
}

void until_close(struct awaited *awaited)
{
	for (size_t n = 0; n < awaited->n; n++)
		if (awaited->fds[n].fd >= 0)
			close(awaited->fds[n].fd);
	free(awaited->fds);
	free(awaited->pids);
	*awaited = (struct awaited){ 0 };
}

static bool is_known(const struct awaited *awaited, pid_t pid)
{
	for (size_t n = EVENT + 1; n < awaited->n; n++)
		if (awaited->pids[n] == pid)
			return true;
	return false;
}

int until_hold(void *arg, const void *record)
{
	struct awaited *awaited = arg;
	struct value pid;

	if (!awaited->pid || awaited->n > MOST_PROCESSES)
		return 0;
	record_value(awaited->pid, record, &pid);
	if (pid.is != PRESENT || pid.u > INT32_MAX || is_known(awaited, (pid_t)pid.u))
		return 0;
	return add_process(awaited, (pid_t)pid.u);
}

/* ---- the pause ---- */

/* Takes the events. A process that has ended wakes only one pause, as its zombie may stay long. */
static void take_events(struct awaited *awaited)
{
	struct pollfd *event = &awaited->fds[EVENT];

	if (event->fd >= 0 && event->revents) {
		awaited->was_told = true;
		event_take(awaited->event, event->fd);
	}
	for (size_t n = EVENT + 1; n < awaited->n; n++)
		if (awaited->fds[n].revents) {
			close(awaited->fds[n].fd);
			awaited->fds[n].fd = -1; /* poll(2) ignores it */
		}
}

/* Waits for the descriptors from FIRST on, until THEN. Returns the number that are ready. */
static int wait_for(struct awaited *awaited, size_t first, const struct timespec *then)
{
	struct timespec left;
	int n;

	do {
		if (!moment_left(then, &left))
			return 0;
		n = ppoll(awaited->fds + first, awaited->n - first, &left, NULL);
	} while (n < 0 && errno == EINTR);
	return n;
}

/*
 * The time before which another event is ignored, so that frequent events do not cause frequent
 * reports. Never later than THEN.
 */
static struct timespec rest_of(struct awaited *awaited, const struct timespec *then)
{
	double cost = (double)(clock() - awaited->ticks) / CLOCKS_PER_SEC;
	struct timespec rest;

	clock_gettime(CLOCK_MONOTONIC, &rest);
	moment_add(&rest, MAX(0.1, QUERY_PAUSES * cost));
	return moment_is_before(&rest, then) ? rest : *then;
}

bool until_pause(void *arg, const struct timespec *then)
{
	struct awaited *awaited = arg;
	bool has_ended = awaited->has_ended;
	int n = 0;

	if (awaited->was_told || has_ended) {
		struct timespec rest = rest_of(awaited, then);

		awaited->fds[EVENT].revents = 0;
		n = wait_for(awaited, EVENT + 1, &rest);
	}
	awaited->was_told = awaited->has_ended = false;
	if (n == 0 && !has_ended)
		n = wait_for(awaited, EVENT, then);
	if (n > 0)
		take_events(awaited);
	awaited->ticks = clock();
	return true;
}
