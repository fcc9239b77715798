/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/cpuinfo: lines "key : value" for each CPU; the keys differ between architectures. */
#ifndef KERNEL_CPUINFO_H
#define KERNEL_CPUINFO_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

struct cpuinfo_cpu {
	uint64_t cpu; /* the CPU number; numbers may have gaps */
	struct opt_f64 mhz;
	struct text model; /* the processor's name, as lscpu(1) prints it */
};

struct cpuinfo {
	struct cpuinfo_cpu *cpus; /* the online CPUs, ascending */
	size_t n_cpus;
	uint64_t n_cores;  /* at most the number of CPUs; 0: unknown */
	struct text model; /* of the first CPU, or of the machine */
};

/* Reads the file. Texts and arrays of ret are memory of ARENA. Returns 0 or a negative errno. */
int cpuinfo_read(struct buffer *scratch, struct arena *arena, struct cpuinfo *ret);

/*
 * Parses the text of the file. A malformed line affects its own value only. Returns 0 or -ENOMEM.
 */
int cpuinfo_parse(struct text text, struct arena *arena, struct cpuinfo *ret);

/* Returns the CPU with this number, or NULL. */
const struct cpuinfo_cpu *cpuinfo_find(const struct cpuinfo *cpuinfo, uint64_t cpu);

#endif
