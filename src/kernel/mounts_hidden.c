/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which mounts no path leads to. A path is followed from the root down, and of each mount into the
 * one that is mounted on the next directory (path_resolution(7), fs/namei.c __follow_mount()): a
 * mount is out of reach where another one of the same parent lies on a directory above it, or where
 * its parent is out of reach; and none is seen that has one on its own root.
 */
#include "kernel/mounts.h"

#include <errno.h>

#include "base/cleanup.h"
#include "base/hash.h"

enum verdict { UNKNOWN, REACHED, OUT_OF_REACH };

struct node {
	struct mount *mount;
	struct node *parent; /* NULL: the root of all, or not in the table */
	bool is_covered;     /* by another one of the same parent */
	enum verdict verdict;
	const struct node *asked_by; /* a damaged table may lead in a circle */
};

/* Without the slash at the end that only the root has. */
static struct text path_of(const struct node *node)
{
	struct text path = node->mount->mountpoint;

	return text_equal(path, TEXT("/")) ? TEXT("") : path;
}

static bool is_at_or_below(struct text path, struct text above)
{
	return text_starts(path, above) &&
	       (path.length == above.length || path.bytes[above.length] == '/');
}

/* Of several at one place, the last in the table first: it is what is seen. */
static int compare_siblings(const void *x, const void *y)
{
	const struct node *a = *(const struct node *const *)x, *b = *(const struct node *const *)y;
	int order;

	if (a->mount->parent != b->mount->parent)
		return a->mount->parent < b->mount->parent ? -1 : 1;
	order = text_compare_paths(path_of(a), path_of(b));
	return order != 0 ? order : (a < b) - (a > b);
}

static void find_covered(struct node **sorted, size_t n_nodes)
{
	const struct node *cover = NULL;

	for (size_t n = 0; n < n_nodes; n++) {
		struct node *node = sorted[n];

		if (cover && cover->mount->parent == node->mount->parent &&
		    is_at_or_below(path_of(node), path_of(cover)))
			node->is_covered = true;
		else
			cover = node;
		if (node->parent && text_equal(path_of(node), path_of(node->parent)))
			node->parent->mount->is_hidden = true;
	}
}

/* Up to the first one of which it is known, and the same way again to note it. */
static void judge(struct node *node)
{
	enum verdict verdict = UNKNOWN;
	struct node *up;

	for (up = node; verdict == UNKNOWN; up = up->parent) {
		if (up->is_covered)
			verdict = OUT_OF_REACH;
		else if (up->verdict != UNKNOWN)
			verdict = up->verdict;
		else if (!up->parent || up->asked_by == node)
			verdict = REACHED;
		up->asked_by = node;
	}
	for (up = node; up && up->verdict == UNKNOWN; up = up->parent) {
		up->verdict = verdict;
		if (up->is_covered)
			break;
	}
}

static int find_parents(struct node *nodes, const struct mounts *mounts)
{
	_cleanup_hash_ struct hash places = { 0 };
	uint64_t place;
	int r = 0;

	for (size_t n = 0; n < mounts->n && r == 0; n++)
		r = hash_put(&places, mounts->items[n].id, n);
	for (size_t n = 0; n < mounts->n && r == 0; n++)
		if (mounts->items[n].parent != mounts->items[n].id &&
		    hash_get(&places, mounts->items[n].parent, &place))
			nodes[n].parent = &nodes[place];
	return r;
}

int mounts_mark_hidden(struct mounts *mounts)
{
	_cleanup_free_ struct node *nodes = calloc(mounts->n + 1, sizeof(*nodes));
	_cleanup_free_ struct node **sorted = calloc(mounts->n + 1, sizeof(*sorted));
	int r;

	if (!nodes || !sorted)
		return -ENOMEM;
	if (mounts->n == 0 || mounts->items[0].id == 0) /* of /proc/mounts: nothing is known */
		return 0;
	for (size_t n = 0; n < mounts->n; n++) {
		nodes[n].mount = &mounts->items[n];
		sorted[n] = &nodes[n];
	}
	r = find_parents(nodes, mounts);
	if (r < 0)
		return r;
	qsort(sorted, mounts->n, sizeof(*sorted), compare_siblings);
	find_covered(sorted, mounts->n);
	for (size_t n = 0; n < mounts->n; n++) {
		judge(&nodes[n]);
		mounts->items[n].is_hidden |= nodes[n].verdict == OUT_OF_REACH;
	}
	return 0;
}
