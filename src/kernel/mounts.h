/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is mounted, and where: /proc/PID/mountinfo of the process that speaks for the host,
 * proc_pid_mountinfo(5), never /etc/mtab; /proc/filesystems.
 */
#ifndef KERNEL_MOUNTS_H
#define KERNEL_MOUNTS_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/buffer.h"

struct mount {
	uint64_t id, parent; /* 0: not known */
	dev_t number;        /* of the device, made up where there is none; 0: not known */
	struct text root;    /* the part of the file system that is mounted; absent: not known */
	struct text device;  /* "" where there is none */
	struct text mountpoint;
	struct text fstype;
	struct text opts; /* as in /proc/PID/mounts: of the mount and of the file system */
	bool is_physical; /* of a type that has a device, and it has one (values.md P-375) */
	bool is_hidden; /* another one lies upon it, or on a directory above: no path leads there */
};

struct mounts {
	struct mount *items;
	size_t n;
};

/* Lists the mounts in the order of the file, as memory of ARENA. Returns 0 or a negative errno. */
int mounts_read(struct buffer *scratch, struct arena *arena, struct mounts *ret);

/* The same from the text of mountinfo, the two flags not yet set. 0 or -ENOMEM; odd lines are left
 * out. */
int mounts_parse(struct text text, struct arena *arena, struct mounts *ret);

/* The same from that of /proc/mounts, fstab(5), where a recorded host has nothing better. */
int mounts_parse_fstab(struct text text, struct arena *arena, struct mounts *ret);

/* Whether the text of /proc/filesystems names the type as one with a device; zfs counts too. */
bool filesystems_has(struct text filesystems, struct text fstype);

/* mounts_hidden.c: sets is_hidden of all, in time that grows as that of a sort. 0 or -ENOMEM. */
int mounts_mark_hidden(struct mounts *mounts);

/* mounts_once.c: of each file system, is_kept of the one mount that stands for it. 0 or -ENOMEM. */
int mounts_keep_one(const struct mounts *mounts, bool *is_kept);

#endif
