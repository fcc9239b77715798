/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The mounts: /proc/PID/mountinfo of the process that represents the host, proc_pid_mountinfo(5),
 * never /etc/mtab; and /proc/filesystems.
 */
#ifndef KERNEL_MOUNTS_H
#define KERNEL_MOUNTS_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/buffer.h"

struct mount {
	uint64_t id, parent; /* 0: unknown */
	/* the device number, made up by the kernel if there is no device; 0: unknown */
	dev_t number;
	struct text root;   /* the part of the file system that is mounted; absent: unknown */
	struct text device; /* "" if there is no device */
	struct text mountpoint;
	struct text fstype;
	struct text opts; /* of the mount and of the file system, joined as in /proc/PID/mounts */
	/* the file system type uses a device, and the mount has one (values.md P-375) */
	bool is_physical;
	/* another mount covers this one or a directory above it: no path leads to this mount */
	bool is_hidden;
};

struct mounts {
	struct mount *items;
	size_t n;
};

/* Lists the mounts in the order of the file, as memory of ARENA. Returns 0 or a negative errno. */
int mounts_read(struct buffer *scratch, struct arena *arena, struct mounts *ret);

/*
 * Parses the text of mountinfo, without setting the two flags. Malformed lines are left out.
 * Returns 0 or -ENOMEM.
 */
int mounts_parse(struct text text, struct arena *arena, struct mounts *ret);

/* Parses /proc/mounts, fstab(5), for a recorded host without mountinfo. Returns 0 or -ENOMEM. */
int mounts_parse_fstab(struct text text, struct arena *arena, struct mounts *ret);

/*
 * Tells whether /proc/filesystems lists the type as one that uses a device. zfs counts as one, too.
 */
bool filesystems_has(struct text filesystems, struct text fstype);

/* mounts_hidden.c: sets is_hidden of all mounts in O(n log n) time. Returns 0 or -ENOMEM. */
int mounts_mark_hidden(struct mounts *mounts);

/*
 * mounts_once.c: sets is_kept of one mount of each file system, and of mounts with an unknown
 * device number. Returns 0 or -ENOMEM.
 */
int mounts_keep_one(const struct mounts *mounts, bool *is_kept);

#endif
