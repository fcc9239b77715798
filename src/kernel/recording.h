/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a recorded host was recorded. */
#ifndef KERNEL_RECORDING_H
#define KERNEL_RECORDING_H

#include "base/buffer.h"
#include "model/value.h"

/*
 * Reads the time of the recording, in seconds since the epoch: the sum of btime in /proc/stat and
 * /proc/uptime. ret: ABSENT for a live or mounted host, whose time is that of our clock, and for a
 * recorded host without these numbers. Returns 0 or a fatal error.
 */
int recording_time_read(struct buffer *scratch, struct opt_f64 *ret);

#endif
