/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/cpuinfo: lines "key : value" of each CPU, different on every architecture. */
#ifndef KERNEL_CPUINFO_H
#define KERNEL_CPUINFO_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

struct cpuinfo_cpu {
	uint64_t cpu; /* its number: not all numbers are there */
	struct opt_f64 mhz;
	struct text model; /* name of the processor, as lscpu(1) has it */
};

struct cpuinfo {
	struct cpuinfo_cpu *cpus; /* those that are online, in the order of their numbers */
	size_t n_cpus;
	uint64_t n_cores;  /* never more than CPUs; 0: not told */
	struct text model; /* of the first CPU, or of the machine */
};

/* Reads it; what ret points to is memory of ARENA. Returns 0 or a negative errno. */
int cpuinfo_read(struct buffer *scratch, struct arena *arena, struct cpuinfo *ret);

/* The same from the file's text. 0 or -ENOMEM; a malformed line costs its own value only. */
int cpuinfo_parse(struct text text, struct arena *arena, struct cpuinfo *ret);

/* The CPU of that number, NULL where the file has none. */
const struct cpuinfo_cpu *cpuinfo_find(const struct cpuinfo *cpuinfo, uint64_t cpu);

#endif
