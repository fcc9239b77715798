/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frequencies of the CPUs: cpufreq in /sys, or /proc/cpuinfo where there is none. */
#ifndef KERNEL_CPUFREQ_H
#define KERNEL_CPUFREQ_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

struct cpufreq {
	uint64_t cpu;
	struct opt_f64 current_mhz;
	struct opt_f64 min_mhz; /* that the governor may choose now */
	struct opt_f64 max_mhz;
};

/*
 * Lists the CPUs that are online and whose frequency somebody knows, in order of their numbers
 * (values.md P-271…276), as memory of ARENA. None is no error. Returns 0 or -ENOMEM.
 */
int cpufreq_read(struct buffer *scratch, struct arena *arena, struct cpufreq **ret, size_t *ret_n);

#endif
