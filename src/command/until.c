/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Until: the pauses of --until. A pidfd is readable when its process ends: pidfd_open(2). */
#include "command/until.h"

#include <errno.h>
#include <time.h>

#include "kernel/process/pidfd.h"

int until_open(struct awaited *awaited, const struct operand *operands, size_t n)
{
	awaited->pidfds = calloc(n + 1, sizeof(*awaited->pidfds));
	if (!awaited->pidfds)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++) {
		pid_t pid = operands[i].reference.pid;
		int fd = pid > 0 ? pidfd_open_process(pid) : -ESRCH;

		if (fd >= 0)
			awaited->pidfds[awaited->n++] =
				(struct pollfd){ .fd = fd, .events = POLLIN };
	}
	return 0;
}

void until_close(struct awaited *awaited)
{
	for (size_t n = 0; n < awaited->n; n++)
		if (awaited->pidfds[n].fd >= 0)
			close(awaited->pidfds[n].fd);
	free(awaited->pidfds);
	*awaited = (struct awaited){ 0 };
}

/* What has ended once wakes once: a zombie may stay for long. */
static void forget_ended(struct awaited *awaited)
{
	for (size_t n = 0; n < awaited->n; n++)
		if (awaited->pidfds[n].revents) {
			close(awaited->pidfds[n].fd);
			awaited->pidfds[n].fd = -1; /* poll(2) ignores it */
		}
}

bool until_pause(void *arg, const struct timespec *then)
{
	struct awaited *awaited = arg;
	struct timespec now, left;
	int n;

	do {
		clock_gettime(CLOCK_MONOTONIC, &now);
		left = (struct timespec){ .tv_sec = then->tv_sec - now.tv_sec,
			                  .tv_nsec = then->tv_nsec - now.tv_nsec };
		if (left.tv_nsec < 0) {
			left.tv_nsec += 1000000000;
			left.tv_sec--;
		}
		if (left.tv_sec < 0)
			return true;
		n = ppoll(awaited->pidfds, awaited->n, &left, NULL);
	} while (n < 0 && errno == EINTR);
	if (n > 0)
		forget_ended(awaited);
	return true;
}
