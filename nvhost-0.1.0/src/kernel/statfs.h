/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How full file systems are: statvfs(3), with a time limit. */
#ifndef KERNEL_STATFS_H
#define KERNEL_STATFS_H

#include "base/text.h"

struct statfs_usage {
	uint64_t total_bytes;
	uint64_t unused_bytes; /* what root may still use */
	uint64_t free_bytes;   /* what anybody may still use */
	uint64_t inodes;
	uint64_t inodes_free;
};

/* A path that is asked about, and what came of it. */
struct statfs_question {
	const char *path;
	bool may_hang; /* of a network or a user's file system */
	int error;     /* 0 or a negative errno: -ETIMEDOUT where nothing answered in time */
	struct statfs_usage usage;
};

/*
 * Asks about all paths. Those that may hang are asked in processes of their own, all at once: one
 * that waits for a dead server cannot be ended, only be left behind, and nobody else waits for it.
 * Does not mount what automounters would.
 */
void statfs_ask(struct statfs_question *questions, size_t n, int limit_ms);

/* Whether file systems of the type are served over a network or by a program. */
bool statfs_may_hang(struct text fstype);

#endif
