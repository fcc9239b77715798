/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moment: a time of CLOCK_MONOTONIC, and what lies between two of them. */
#ifndef BASE_MOMENT_H
#define BASE_MOMENT_H

#include <stdbool.h>
#include <time.h>

/* Makes the moment later. SECONDS: not negative. */
void moment_add(struct timespec *moment, double seconds);

bool moment_is_before(const struct timespec *a, const struct timespec *b);

/* How long it is from now to THEN, as ppoll(2) takes it. False when THEN has come: *ret is 0. */
bool moment_left(const struct timespec *then, struct timespec *ret);

#endif
