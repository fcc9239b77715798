/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What /proc/cpuinfo says of one CPU, line by line, and what follows from all of them. */
#ifndef KERNEL_CPUINFO_BLOCK_H
#define KERNEL_CPUINFO_BLOCK_H

#include "base/arena.h"
#include "base/hash.h"
#include "model/value.h"

/* Texts are parts of the file's. */
struct cpuinfo_block {
	uint64_t cpu;
	struct opt_f64 mhz;
	struct opt_u64 drawer, book, package, core; /* numbers of the hardware */
	struct opt_u64 cores;                       /* of the package */
	struct opt_u64 implementer, part;           /* of ARM */
	struct text vendor, machine;                /* of s390: "IBM/S390", "2964" */
	struct text model;
	unsigned model_rank; /* how good the key is that told the model; 0: none did */
};

/* Case does not count: "CPU MHz" of LoongArch is "cpu MHz" of others. */
bool cpuinfo_key_is(struct text key, const char *name);

/* Takes what a line says; one that says nothing of interest, or nothing sensible, is skipped. */
void cpuinfo_block_parse(struct cpuinfo_block *block, struct text key, struct text value);

/*
 * The name of the processor, or else of the machine's; absent where nothing names it. ret: memory
 * of ARENA or constant. Returns 0 or -ENOMEM.
 */
int cpuinfo_block_model(const struct cpuinfo_block *block, const struct cpuinfo_block *machine,
                        struct arena *arena, struct text *ret);

/* Whether the same lines name the processors of both. */
bool cpuinfo_block_same_model(const struct cpuinfo_block *a, const struct cpuinfo_block *b);

/*
 * Counts the cores of N CPUs: different places, or what the packages say they have; never more than
 * CPUs. 0 where nothing tells. Returns 0 or -ENOMEM.
 */
int cpuinfo_count_cores(const struct cpuinfo_block *blocks, size_t n, uint64_t *ret);

#endif
