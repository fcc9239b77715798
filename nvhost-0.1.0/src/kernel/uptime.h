/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seconds since boot, suspended time included. */
#ifndef KERNEL_UPTIME_H
#define KERNEL_UPTIME_H

#include "base/text.h"

/* Reads it: of the live machine from CLOCK_BOOTTIME, else from /proc/uptime. 0 or -errno. */
int uptime_read(double *ret_seconds);

/* The same from the text of /proc/uptime. -EINVAL for other text. */
int uptime_parse(struct text text, double *ret_seconds);

#endif
