/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is mounted: /proc/self/mounts, /proc/filesystems; fstab(5). */
#ifndef KERNEL_MOUNTS_H
#define KERNEL_MOUNTS_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/buffer.h"

struct mount {
	struct text device; /* "" where there is none */
	struct text mountpoint;
	struct text fstype;
	struct text opts;
	bool is_physical; /* of a type that has a device, and it has one (PARITY P-375) */
};

/*
 * Lists the mounts in the order of the file, as memory of ARENA. Returns 0 or a negative errno.
 */
int mounts_read(struct buffer *scratch, struct arena *arena, struct mount **ret, size_t *ret_n);

/* The same from the file's text, is_physical not yet set. 0 or -ENOMEM; odd lines are left out. */
int mounts_parse(struct text text, struct arena *arena, struct mount **ret, size_t *ret_n);

/* Whether the text of /proc/filesystems names the type as one with a device; zfs counts too. */
bool filesystems_has(struct text filesystems, struct text fstype);

/* The name of a device in the text of /proc/partitions: "major minor blocks name". */
bool partitions_find(struct text partitions, dev_t device, struct text *ret_name);

/* DEVNAME= in the text of /sys/dev/block/MAJOR:MINOR/uevent. */
bool uevent_find_name(struct text uevent, struct text *ret_name);

#endif
