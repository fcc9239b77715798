/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeps one mount of a file system that is mounted several times (bind mounts, subvolumes, Docker's
 * /etc/hosts). It is the mount that df(1) takes: the first in the table, unless a later one has a
 * shorter path and shows at least as much of the file system.
 */
#include <errno.h>

#include "base/cleanup.h"
#include "base/hash.h"
#include "kernel/mounts.h"
#include "kernel/statfs.h"

/* Several exports of one server may be one file system there, but each was mounted on purpose. */
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

static bool is_path(struct text device)
{
	return device.length > 0 && memchr(device.bytes, '/', device.length);
}

static bool is_better(const struct mount *later, const struct mount *first)
{
	if (is_path(later->device) && !is_path(first->device))
		return true;
	return later->mountpoint.length < first->mountpoint.length &&
	       later->root.length <= first->root.length;
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
