/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seconds since boot, suspended time included. */
#ifndef KERNEL_UPTIME_H
#define KERNEL_UPTIME_H

#include "base/text.h"

/*
 * Reads it from /proc/uptime; where that cannot be read, of the live machine from CLOCK_BOOTTIME.
 * Returns 0 or a negative errno.
 */
int uptime_read(double *ret_seconds);

/* The same from the text of /proc/uptime. -EINVAL for other text. */
int uptime_parse(struct text text, double *ret_seconds);

#endif
