/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moment: a time of CLOCK_MONOTONIC, and arithmetic on such times. */
#ifndef BASE_MOMENT_H
#define BASE_MOMENT_H

#include <stdbool.h>
#include <time.h>

/* Adds SECONDS, which must not be negative, to the moment. */
void moment_add(struct timespec *moment, double seconds);

bool moment_is_before(const struct timespec *a, const struct timespec *b);

/*
 * Computes the time from now to THEN, as a timeout for ppoll(2). Returns false, with *ret 0, if
 * THEN has passed.
 */
bool moment_left(const struct timespec *then, struct timespec *ret);

#endif
