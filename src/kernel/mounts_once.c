/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file system that is mounted several times (bind mounts, subvolumes, Docker's /etc/hosts) counts
 * once, as in df(1): by the mount that shows most of it, at the shortest path.
 */
#include <errno.h>

#include "base/cleanup.h"
#include "base/hash.h"
#include "kernel/mounts.h"
#include "kernel/statfs.h"

/* Exports of a server may be one file system there; each was mounted on purpose. */
static bool is_same(const struct mount *a, const struct mount *b)
{
	return a->number == b->number &&
	       (!statfs_may_hang(a->fstype) || text_equal(a->device, b->device));
}

static uint64_t key_of(const struct mount *mount)
{
	return statfs_may_hang(mount->fstype) ? mount->number ^ hash_text(mount->device)
	                                      : mount->number;
}

static bool is_better(const struct mount *a, const struct mount *b)
{
	if (a->root.length != b->root.length)
		return a->root.length < b->root.length;
	return a->mountpoint.length < b->mountpoint.length;
}

int mounts_keep_one(const struct mounts *mounts, bool *is_kept)
{
	_cleanup_hash_ struct hash best = { 0 };
	int r = 0;

	for (size_t n = 0; n < mounts->n && r == 0; n++) {
		const struct mount *mount = &mounts->items[n];
		uint64_t other;

		is_kept[n] = !mount->is_hidden;
		if (mount->is_hidden || mount->number == 0)
			continue;
		if (hash_get(&best, key_of(mount), &other) &&
		    is_same(mount, &mounts->items[other])) {
			if (!is_better(mount, &mounts->items[other])) {
				is_kept[n] = false;
				continue;
			}
			is_kept[other] = false;
		}
		r = hash_put(&best, key_of(mount), n);
	}
	return r;
}
