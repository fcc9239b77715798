/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The usage of file systems: statfs(2), with a time limit. */
#ifndef KERNEL_STATFS_H
#define KERNEL_STATFS_H

#include <sys/types.h>

#include "model/value.h"

/* A number that the file system does not know, or that is impossible, is absent. */
struct statfs_usage {
	struct opt_u64 total_bytes;
	struct opt_u64 unused_bytes; /* available to root */
	struct opt_u64 free_bytes;   /* available to all users */
	struct opt_u64 inodes;
	struct opt_u64 inodes_free;
};

/* A path to ask about, and the result. */
struct statfs_question {
	const char *path;
	dev_t number;  /* the expected device number; 0: any */
	bool may_hang; /* a network file system or a file system in user space */
	/*
	 * 0 or a negative errno: -ETIMEDOUT: no answer in time; -EACCES: also for a FUSE mount that
	 * only its owner may use; -ENODATA: another file system is mounted there.
	 */
	int error;
	struct statfs_usage usage;
};

/*
 * Asks about all paths whose error is not set yet. Each path that may hang is asked about in a
 * process of its own, all at once: a process that waits for a dead server cannot be killed but only
 * abandoned, and must not delay the others. Automounts are not triggered.
 */
void statfs_ask(struct statfs_question *questions, size_t n, int limit_ms);

struct statfs;

/* Converts the numbers of statfs(2); see struct statfs_usage. */
void statfs_judge(const struct statfs *fs, struct statfs_usage *ret);

/* Tells whether file systems of this type are served over a network or by a user process. */
bool statfs_may_hang(struct text fstype);

#endif
