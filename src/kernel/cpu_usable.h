/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many CPUs the process that speaks for the host may really use. */
#ifndef KERNEL_CPU_USABLE_H
#define KERNEL_CPU_USABLE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/*
 * The CPUs that are online of those it may run on (Cpus_allowed_list of /proc/PID/status: affinity
 * and cpuset), or the quota of its control groups where that is less; 1.5 is one and a half. Absent
 * where nothing tells. Returns 0 or -ENOMEM.
 */
int cpu_usable_read(struct buffer *scratch, struct arena *arena, struct opt_f64 *ret);

#endif
