/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seconds since boot, including suspended time. */
#ifndef KERNEL_UPTIME_H
#define KERNEL_UPTIME_H

#include "base/text.h"

/*
 * Reads /proc/uptime; if it cannot be read on the live machine, uses CLOCK_BOOTTIME. Returns 0 or a
 * negative errno.
 */
int uptime_read(double *ret_seconds);

/* Parses the text of /proc/uptime. Returns 0, or -EINVAL for other text. */
int uptime_parse(struct text text, double *ret_seconds);

#endif
