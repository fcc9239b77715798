/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Until: the pauses of --until. A pause ends early if a process ends that was named, or that is a
 * row which --until=none waits for to go, or if the kernel reports an event of the collector.
 */
#ifndef COMMAND_UNTIL_H
#define COMMAND_UNTIL_H

#include <poll.h>
#include <time.h>

#include "command/command.h"
#include "kernel/event.h"

struct awaited {
	enum event event;
	struct pollfd *fds; /* the first is the event; fd -1: closed */
	pid_t *pids;        /* the process of each descriptor */
	size_t n, fds_size, pids_size;
	const struct field *pid; /* column of the rows; NULL: rows are not processes */
	bool was_told;           /* the event ended the last pause */
	bool has_ended;          /* a process of the last report ended before it was opened */
	clock_t ticks;           /* CPU time of nvhost at the end of the last pause */
};

/*
 * Opens descriptors for the event and the operands; without those that cannot be opened.
 * Returns 0 or -ENOMEM.
 */
int until_open(struct awaited *awaited, const struct query *query);

/* The hold() of struct query, whose arg is a struct awaited: adds the process of the row. */
int until_hold(void *arg, const void *record);

/* The pause() of struct query, whose arg is a struct awaited. */
bool until_pause(void *arg, const struct timespec *until);

void until_close(struct awaited *awaited);

#endif
