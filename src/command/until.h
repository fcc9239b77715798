/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Until: the pauses of --until end at once where a process ends that was named, or is one of the
 * rows that are to go, and where the kernel tells that something has changed.
 */
#ifndef COMMAND_UNTIL_H
#define COMMAND_UNTIL_H

#include <poll.h>
#include <time.h>

#include "command/command.h"
#include "kernel/event.h"

struct awaited {
	enum event event;
	struct pollfd *fds; /* that of the event first; -1: none any more */
	pid_t *pids;        /* that the others are of */
	size_t n, fds_size, pids_size;
	const struct field *pid; /* of a row; NULL: rows have none */
	bool was_told;           /* the last pause ended because of the event */
	clock_t ticks;           /* of our own CPU time, when it ended */
};

/* Opens what can wake a pause; what cannot be had is not waited for. Returns 0 or -ENOMEM. */
int until_open(struct awaited *awaited, const struct query *query);

/* The hold() of a query whose arg is a struct awaited: the end of the row's process wakes. */
int until_hold(void *arg, const void *record);

/* The pause() of a query whose arg is a struct awaited. */
bool until_pause(void *arg, const struct timespec *until);

void until_close(struct awaited *awaited);

#endif
