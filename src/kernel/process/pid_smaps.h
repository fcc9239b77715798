/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/smaps and smaps_rollup: memory by mapping, and its sum; proc_pid_smaps(5). */
#ifndef KERNEL_PROCESS_PID_SMAPS_H
#define KERNEL_PROCESS_PID_SMAPS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/* The memory of the whole process. */
struct pid_footprint {
	uint64_t uss_bytes; /* unique memory: the sum of all lines Private_… */
	uint64_t pss_bytes; /* shared memory divided by the number of processes that share it */
	uint64_t swap_bytes;
};

/*
 * A mapping, or the sum of all mappings with one path. A line that the kernel does not print is 0,
 * as in psutil.
 */
struct pid_map {
	struct text addr;  /* "start-end"; of a single mapping only */
	struct text perms; /* "r-xp"; of a single mapping only */
	struct text path;
	struct opt_bool is_deleted; /* for files: the file has been deleted */
	uint64_t rss_bytes;
	uint64_t size_bytes;
	uint64_t pss_bytes;
	uint64_t shared_clean_bytes;
	uint64_t shared_dirty_bytes;
	uint64_t private_clean_bytes;
	uint64_t private_dirty_bytes;
	uint64_t referenced_bytes;
	uint64_t anonymous_bytes;
	uint64_t swap_bytes;
};

/*
 * Formats "map_files/400000-40b000", the link to the mapped file (proc_pid_map_files(5)), from
 * ADDRESS as the kernel prints it, perhaps with leading zeros. Returns false if ADDRESS is
 * malformed.
 */
bool pid_map_link(struct text address, char *ret, size_t size);

/*
 * Reads smaps_rollup in DIR, an open /proc/PID; if it does not exist, smaps. A task without memory
 * has zeros. Returns 0 or a negative errno.
 */
int pid_footprint_read(int dir, struct buffer *scratch, struct pid_footprint *ret);

/* Parses the text of either file. Returns 0, or -ERANGE if a sum is too large. */
int pid_footprint_parse(struct text text, struct pid_footprint *ret);

/*
 * Reads smaps in DIR into memory of ARENA: the mappings sorted by address or, if is_grouped is set,
 * one for each path in the order of first appearance. A task without memory has no mappings.
 * Returns 0 or a negative errno.
 */
int pid_maps_read(int dir, bool is_grouped, struct buffer *scratch, struct arena *arena,
                  struct pid_map **ret, size_t *ret_n);

/* Parses the text of smaps. Paths are as the kernel prints them; is_deleted is not set. */
int pid_maps_parse(struct text text, bool is_grouped, struct arena *arena, struct pid_map **ret,
                   size_t *ret_n);

#endif
