/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/smaps and smaps_rollup: memory by mapping, and in all; proc_pid_smaps(5). */
#ifndef KERNEL_PROCESS_PID_SMAPS_H
#define KERNEL_PROCESS_PID_SMAPS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/* Memory of the whole process. */
struct pid_footprint {
	uint64_t uss_bytes; /* its own alone: all lines Private_… */
	uint64_t pss_bytes; /* shared memory divided among those who share it */
	uint64_t swap_bytes;
};

/* A mapping, or all of one path. Lines that a kernel does not print are 0, as psutil has it. */
struct pid_map {
	struct text addr;  /* "start-end"; of a single mapping */
	struct text perms; /* "r-xp"; of a single mapping */
	struct text path;
	struct opt_bool is_deleted; /* of a file: it has no name any more */
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
 * "map_files/400000-40b000", the link to the mapped file (proc_pid_map_files(5)), of ADDRESS as the
 * kernel prints it, perhaps with zeros in front. False where that is none.
 */
bool pid_map_link(struct text address, char *ret, size_t size);

/*
 * Reads smaps_rollup in DIR, an open /proc/PID, or smaps where there is none. A task without
 * memory has zeros. Returns 0 or a negative errno.
 */
int pid_footprint_read(int dir, struct buffer *scratch, struct pid_footprint *ret);

/* The same from the text of either file. -ERANGE where a sum does not fit. */
int pid_footprint_parse(struct text text, struct pid_footprint *ret);

/*
 * Reads smaps in DIR into memory of ARENA: the mappings in order of address, or one for each path
 * in order of first appearance. A task without memory has none. Returns 0 or a negative errno.
 */
int pid_maps_read(int dir, bool is_grouped, struct buffer *scratch, struct arena *arena,
                  struct pid_map **ret, size_t *ret_n);

/* The same from the file's text; paths are as the kernel prints them, is_deleted is not set. */
int pid_maps_parse(struct text text, bool is_grouped, struct arena *arena, struct pid_map **ret,
                   size_t *ret_n);

#endif
