/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many CPUs the process that represents the host can really use. */
#ifndef KERNEL_CPU_USABLE_H
#define KERNEL_CPU_USABLE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/*
 * Computes the number of online CPUs on which the process may run (Cpus_allowed_list of
 * /proc/PID/status: affinity and cpuset), or the CPU quota of its control groups if the quota is
 * lower; a quota may be 1.5 CPUs. Absent if no file tells. Returns 0 or -ENOMEM.
 */
int cpu_usable_read(struct buffer *scratch, struct arena *arena, struct opt_f64 *ret);

#endif
