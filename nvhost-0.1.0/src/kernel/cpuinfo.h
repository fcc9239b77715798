/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/cpuinfo: a block of lines "key : value" for each CPU, different on every architecture. */
#ifndef KERNEL_CPUINFO_H
#define KERNEL_CPUINFO_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

struct cpuinfo {
	size_t n_processors; /* lines "processor" */
	uint64_t n_cores;    /* "cpu cores" of each "physical id", added up; 0: not told */
	double *mhz;         /* frequencies in the order of the blocks */
	size_t n_mhz;
	struct text model_name; /* of the first block */
};

/* Reads it; what ret points to is memory of ARENA. Returns 0 or a negative errno. */
int cpuinfo_read(struct buffer *scratch, struct arena *arena, struct cpuinfo *ret);

/* The same from the file's text. 0 or -ENOMEM; a malformed line costs its own value only. */
int cpuinfo_parse(struct text text, struct arena *arena, struct cpuinfo *ret);

#endif
