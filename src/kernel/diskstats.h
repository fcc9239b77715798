/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/diskstats: I/O of block devices, Documentation/admin-guide/iostats.rst. */
#ifndef KERNEL_DISKSTATS_H
#define KERNEL_DISKSTATS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/*
 * Since boot. What the kernel's version does not count is UNSUPPORTED, what is no number or does
 * not fit is ABSENT and costs only itself.
 */
struct diskstat {
	struct text name;
	struct opt_u64 reads;
	struct opt_u64 reads_merged;
	struct opt_u64 read_bytes;
	struct opt_u64 read_ms;
	struct opt_u64 writes;
	struct opt_u64 writes_merged;
	struct opt_u64 write_bytes;
	struct opt_u64 write_ms;
	struct opt_u64 in_flight;
	struct opt_u64 busy_ms;
	struct opt_u64 weighted_ms; /* time of all requests, those in flight at once added up */
	struct opt_u64 discards;    /* since 4.18 */
	struct opt_u64 discarded_bytes;
	struct opt_u64 flushes; /* since 5.5 */
};

/* Nothing is counted: where sums begin. */
extern const struct diskstat diskstat_none;

struct diskstats {
	struct diskstat *items;
	size_t n;
	size_t n_odd; /* lines of a form that no kernel prints, left out */
};

/*
 * Reads it, or where it is missing the stat files below /sys/block, into memory of ARENA.
 * Returns 0 or a negative errno.
 */
int diskstats_read(struct buffer *scratch, struct arena *arena, struct diskstats *ret);

/* The same from the file's text. 0 or -ENOMEM. */
int diskstats_parse(struct text text, struct arena *arena, struct diskstats *ret);

#endif
