/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How full file systems are: statfs(2), with a time limit. */
#ifndef KERNEL_STATFS_H
#define KERNEL_STATFS_H

#include <sys/types.h>

#include "model/value.h"

/* What a file system does not know, or says in a number that cannot be, is absent. */
struct statfs_usage {
	struct opt_u64 total_bytes;
	struct opt_u64 unused_bytes; /* what root may still use */
	struct opt_u64 free_bytes;   /* what anybody may still use */
	struct opt_u64 inodes;
	struct opt_u64 inodes_free;
};

/* A path that is asked about, and what came of it. */
struct statfs_question {
	const char *path;
	dev_t number;  /* of the device that is to be there; 0: whatever is */
	bool may_hang; /* of a network or a user's file system */
	/*
	 * 0 or a negative errno: -ETIMEDOUT where nothing answered in time, -EACCES also for a FUSE
	 * mount that is for its owner only, -ENODATA where another file system is there.
	 */
	int error;
	struct statfs_usage usage;
};

/*
 * Asks about all paths but those that have an error already. Those that may hang are asked in
 * processes of their own, all at once: one that waits for a dead server cannot be ended, only be
 * left behind, and nobody else waits for it. Does not mount what automounters would.
 */
void statfs_ask(struct statfs_question *questions, size_t n, int limit_ms);

struct statfs;

/* What the numbers of an answer are worth. */
void statfs_judge(const struct statfs *fs, struct statfs_usage *ret);

/* Whether file systems of the type are served over a network or by a program. */
bool statfs_may_hang(struct text fstype);

#endif
