/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/diskstats: the I/O of block devices, Documentation/admin-guide/iostats.rst. */
#ifndef KERNEL_DISKSTATS_H
#define KERNEL_DISKSTATS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/*
 * Counters since boot. A counter that this kernel version does not have is UNSUPPORTED; a value
 * that is not a number or is too large is ABSENT, and does not affect the others.
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
	struct opt_u64 weighted_ms; /* time of all requests; concurrent requests each count */
	struct opt_u64 discards;    /* since Linux 4.18 */
	struct opt_u64 discarded_bytes;
	struct opt_u64 flushes; /* since Linux 5.5 */
};

/* A row with nothing counted yet, to which sums are added. */
extern const struct diskstat diskstat_none;

struct diskstats {
	struct diskstat *items;
	size_t n;
	size_t n_odd; /* lines in a form that no kernel prints; left out */
};

/*
 * Reads the file, or if it does not exist, the stat files below /sys/block. Memory of ARENA.
 * Returns 0 or a negative errno.
 */
int diskstats_read(struct buffer *scratch, struct arena *arena, struct diskstats *ret);

/* Parses the text of the file. Returns 0 or -ENOMEM. */
int diskstats_parse(struct text text, struct arena *arena, struct diskstats *ret);

#endif
