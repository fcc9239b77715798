/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Until: the pauses of --until end at once where a process that was named ends. */
#ifndef COMMAND_UNTIL_H
#define COMMAND_UNTIL_H

#include <poll.h>

#include "command/command.h"

/* A zeroed one only waits for the time. */
struct awaited {
	struct pollfd *pidfds;
	size_t n;
};

/* Opens what can wake a pause; what cannot be had is not waited for. Returns 0 or -ENOMEM. */
int until_open(struct awaited *awaited, const struct operand *operands, size_t n);

/* The pause() of a query whose arg is a struct awaited. */
bool until_pause(void *arg, const struct timespec *until);

void until_close(struct awaited *awaited);

#endif
