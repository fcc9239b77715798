/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files that a process holds, as fuser(1) counts them: open descriptors, the program, the
 * working and the root directory, and mapped files. Files are identified by device and inode, not
 * by name.
 */
#ifndef KERNEL_PROCESS_PID_HELD_H
#define KERNEL_PROCESS_PID_HELD_H

#include <sys/stat.h>

#include "base/arena.h"
#include "base/buffer.h"

struct file_id {
	uint64_t device; /* major number in the upper half, minor in the lower half */
	uint64_t inode;
};

struct file_ids {
	struct file_id *items;
	size_t n;
};

/*
 * Adds to LIST, as memory of ARENA, the targets of descriptors, exe, cwd and root in DIR, an open
 * /proc/PID or task/TID. No path is resolved, no automount is triggered, and no server is asked.
 * Files that we may not see are left out.
 *
 * Returns 0 or a negative errno: -FAULT_BLOCKED; -EACCES if we may not list the descriptors;
 * -EOPNOTSUPP if DIR is recorded, so that its links lead nowhere.
 */
int pid_held_read(int dir, struct arena *arena, struct file_ids *list);

/*
 * Adds the mapped files: from map_files if we may read it (Linux 4.3, privileged), else from maps.
 * On file systems with subvolumes (Btrfs), the device in maps is not that of stat(2).
 * Returns 0, a negative errno, or -FAULT_BLOCKED.
 */
int pid_mapped_read(int dir, struct buffer *scratch, struct arena *arena, struct file_ids *list);

struct pid_mapping {
	uint64_t first, last; /* addresses */
	struct file_id file;
};

/* Parses a line of maps, proc_pid_maps(5). Returns false if the mapping is not that of a file. */
bool pid_mapping_parse(struct text line, struct pid_mapping *ret);

struct file_id file_id_of_stat(const struct stat *file);

/* A file that the user has named. */
struct named_file {
	struct file_id id;
	/*
	 * the device itself if the file is a block device node; else the device that has the file
	 */
	uint64_t device;
	bool is_socket;
};

/*
 * Finds the file at PATH. Returns 0, a negative errno of statx(2), or -FAULT_BLOCKED if a server
 * does not answer.
 */
int named_file_read(const char *path, struct named_file *ret);

#endif
