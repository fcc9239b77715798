/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of one CPU in /proc/cpuinfo, and what follows from the lines of all CPUs. */
#ifndef KERNEL_CPUINFO_BLOCK_H
#define KERNEL_CPUINFO_BLOCK_H

#include "base/arena.h"
#include "base/hash.h"
#include "model/value.h"

/* Texts point into the text of the file. */
struct cpuinfo_block {
	uint64_t cpu;
	struct opt_f64 mhz;
	struct opt_u64 drawer, book, package, core; /* hardware numbers */
	struct opt_u64 cores;                       /* number of cores in the package */
	struct opt_u64 implementer, part;           /* ARM only */
	struct text vendor, machine;                /* s390 only: "IBM/S390", "2964" */
	struct text model;
	unsigned model_rank; /* quality of the key that provided the model; 0: no model yet */
};

/* Compares without regard to case: LoongArch prints "CPU MHz", others "cpu MHz". */
bool cpuinfo_key_is(struct text key, const char *name);

/* Stores the value of a line. An unknown key or an implausible value is skipped. */
void cpuinfo_block_parse(struct cpuinfo_block *block, struct text key, struct text value);

/*
 * Finds the name of the processor, else of the machine; absent if the file has neither. ret: memory
 * of ARENA or constant. Returns 0 or -ENOMEM.
 */
int cpuinfo_block_model(const struct cpuinfo_block *block, const struct cpuinfo_block *machine,
                        struct arena *arena, struct text *ret);

/* Tells whether cpuinfo_block_model() names both processors from equal values. */
bool cpuinfo_block_same_model(const struct cpuinfo_block *a, const struct cpuinfo_block *b);

/*
 * Counts the cores of N CPUs: the distinct core IDs, else the sum of "cpu cores" of the packages;
 * at most N. ret: 0 if the file does not tell. Returns 0 or -ENOMEM.
 */
int cpuinfo_count_cores(const struct cpuinfo_block *blocks, size_t n, uint64_t *ret);

#endif
