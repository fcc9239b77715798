/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a process holds of the file system, as fuser(1) counts it: open descriptors, program,
 * working and root directory, and what it has mapped; each as device and inode, whatever its name.
 */
#ifndef KERNEL_PROCESS_PID_HELD_H
#define KERNEL_PROCESS_PID_HELD_H

#include <sys/stat.h>

#include "base/arena.h"
#include "base/buffer.h"

struct file_id {
	uint64_t device; /* major number in the upper half, minor in the lower */
	uint64_t inode;
};

struct file_ids {
	struct file_id *items;
	size_t n;
};

/*
 * Adds to LIST, as memory of ARENA, what descriptors, exe, cwd and root lead to in DIR, an open
 * /proc/PID or task/TID. Nothing is looked up by name, no automount is triggered, no server is
 * asked. What is not ours to see is left out.
 *
 * Returns 0 or a negative errno: -EACCES where descriptors are not ours to see, -EOPNOTSUPP where
 * DIR is of a recorded tree, whose links lead nowhere.
 */
int pid_held_read(int dir, struct arena *arena, struct file_ids *list);

/*
 * The same for what is mapped: from map_files where that is ours to see (Linux 4.3, privileged),
 * else from maps, whose device is not that of stat(2) on file systems with subvolumes (Btrfs).
 */
int pid_mapped_read(int dir, struct buffer *scratch, struct arena *arena, struct file_ids *list);

struct pid_mapping {
	uint64_t first, last; /* addresses */
	struct file_id file;
};

/* From a line of maps, proc_pid_maps(5). False where the mapping is not of a file. */
bool pid_mapping_parse(struct text line, struct pid_mapping *ret);

struct file_id file_id_of_stat(const struct stat *file);

/* What the user has named. */
struct named_file {
	struct file_id id;
	uint64_t device; /* of the node of a block device, that device, else what the file is on */
	bool is_socket;
};

/* What PATH leads to. Returns 0 or a negative errno of stat(2). */
int named_file_read(const char *path, struct named_file *ret);

#endif
