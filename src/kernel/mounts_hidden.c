/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds the mounts that no path leads to. The kernel follows a path from the root down, and on each
 * directory enters the mount on it (path_resolution(7), fs/namei.c __follow_mount()). A mount is
 * unreachable if another mount of the same parent covers it or a directory above it, or if its
 * parent is unreachable. A mount with another mount on its own root is hidden as well.
 */
#include "kernel/mounts.h"

#include <errno.h>

#include "base/cleanup.h"
#include "base/hash.h"

enum verdict { UNKNOWN, REACHED, OUT_OF_REACH };

struct node {
	struct mount *mount;
	struct node *parent; /* NULL: the topmost mount, or the parent is not in the table */
	bool is_covered;     /* by another mount of the same parent */
	enum verdict verdict;
	/* the node for which find_verdict() passed here last; a damaged table may have a cycle */
	const struct node *asked_by;
};

/* Returns the mount point without the trailing slash that only the root has. */
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

/*
 * Returns the parent's ID; 0: none. The kernel gives its first mount as its own parent, which is
 * seen if the machine runs from its initramfs; that mount is no sibling of those below.
 */
static uint64_t parent_of(const struct node *node)
{
	return node->mount->parent == node->mount->id ? 0 : node->mount->parent;
}

/*
 * Sorts mounts on the same directory in reverse order: the last one in the table covers the others.
 */
static int compare_siblings(const void *x, const void *y)
{
	const struct node *a = *(const struct node *const *)x, *b = *(const struct node *const *)y;
	int order;

	if (parent_of(a) != parent_of(b))
		return parent_of(a) < parent_of(b) ? -1 : 1;
	order = text_compare_paths(path_of(a), path_of(b));
	return order != 0 ? order : (a < b) - (a > b);
}

static void find_covered(struct node **sorted, size_t n_nodes)
{
	const struct node *cover = NULL;

	for (size_t n = 0; n < n_nodes; n++) {
		struct node *node = sorted[n];

		if (cover && parent_of(cover) == parent_of(node) &&
		    is_at_or_below(path_of(node), path_of(cover)))
			node->is_covered = true;
		else
			cover = node;
		if (node->parent && text_equal(path_of(node), path_of(node->parent)))
			node->parent->mount->is_hidden = true;
	}
}

/*
 * Goes up to the first node whose verdict is known, and stores the verdict in all nodes passed on
 * the way.
 */
static void find_verdict(struct node *node)
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
		if (parent_of(&nodes[n]) != 0 && hash_get(&places, parent_of(&nodes[n]), &place))
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
	if (mounts->n == 0 || mounts->items[0].id == 0) /* from /proc/mounts, which has no IDs */
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
		find_verdict(&nodes[n]);
		mounts->items[n].is_hidden |= nodes[n].verdict == OUT_OF_REACH;
	}
	return 0;
}
