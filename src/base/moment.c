/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moment: arithmetic on struct timespec. */
#include "base/moment.h"

#include <stdint.h>

enum { NS_PER_SECOND = 1000000000 };

void moment_add(struct timespec *moment, double seconds)
{
	double whole = (double)(int64_t)seconds;

	moment->tv_sec += (time_t)whole;
	moment->tv_nsec += (long)((seconds - whole) * NS_PER_SECOND);
	if (moment->tv_nsec >= NS_PER_SECOND) {
		moment->tv_nsec -= NS_PER_SECOND;
		moment->tv_sec++;
	}
}

bool moment_is_before(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec < b->tv_sec || (a->tv_sec == b->tv_sec && a->tv_nsec < b->tv_nsec);
}

bool moment_left(const struct timespec *then, struct timespec *ret)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	*ret = (struct timespec){ 0 };
	if (!moment_is_before(&now, then))
		return false;
	ret->tv_sec = then->tv_sec - now.tv_sec;
	ret->tv_nsec = then->tv_nsec - now.tv_nsec;
	if (ret->tv_nsec < 0) {
		ret->tv_nsec += NS_PER_SECOND;
		ret->tv_sec--;
	}
	return true;
}
