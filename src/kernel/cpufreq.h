/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CPU frequencies: cpufreq in /sys, else /proc/cpuinfo. */
#ifndef KERNEL_CPUFREQ_H
#define KERNEL_CPUFREQ_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

struct cpufreq {
	uint64_t cpu;
	struct opt_f64 current_mhz;
	struct opt_f64 min_mhz; /* the range from which the governor chooses now */
	struct opt_f64 max_mhz;
};

/*
 * Lists the online CPUs whose frequency is known, ascending (values.md P-271…276), as memory of
 * ARENA. An empty list is not an error. Returns 0 or -ENOMEM.
 */
int cpufreq_read(struct buffer *scratch, struct arena *arena, struct cpufreq **ret, size_t *ret_n);

#endif
