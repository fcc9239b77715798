/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All hierarchies of control groups, and the paths in them. */
#include "kernel/cgroup_forest.h"

#include <errno.h>
#include <fcntl.h>

#include "kernel/cgroup.h"
#include "kernel/file.h"
#include "model/fault.h"

static const char *const v1_names[N_CGROUP_PARTS] = {
	[CGROUP_CPU] = "cpu",  [CGROUP_ACCOUNTING] = "cpuacct", [CGROUP_MEMORY] = "memory",
	[CGROUP_IO] = "blkio", [CGROUP_PIDS] = "pids",          [CGROUP_SYSTEMD] = "name=systemd",
};

static int open_tree(enum cgroup_part part, struct buffer *scratch, struct cgroup_forest *forest)
{
	struct cgroup_tree *tree = &forest->trees[part];
	const struct cgroup_tree *unified = &forest->trees[CGROUP_UNIFIED];
	int r = cgroup_find(part == CGROUP_IO ? "io" : v1_names[part], scratch, &forest->arena,
	                    tree);

	if (r < 0 && part == CGROUP_IO && !fault_is_fatal(r)) /* version 1 calls it blkio */
		r = cgroup_find(v1_names[part], scratch, &forest->arena, tree);
	if (r < 0 && part != CGROUP_SYSTEMD && unified->dir >= 0 && !fault_is_fatal(r)) {
		/* the files of a disabled controller do not exist */
		*tree = *unified;
		tree->dir = fcntl(unified->dir, F_DUPFD_CLOEXEC, 3);
		r = tree->dir < 0 ? -errno : 0;
	}
	return fault_only_fatal(r);
}

static bool is_same(const struct cgroup_tree *a, const struct cgroup_tree *b)
{
	struct stat x, y;

	return a->dir >= 0 && b->dir >= 0 && fstat(a->dir, &x) == 0 && fstat(b->dir, &y) == 0 &&
	       x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

int cgroup_forest_open(struct buffer *scratch, struct cgroup_forest *ret)
{
	bool is_any = false;
	int r = 0;

	*ret = (struct cgroup_forest){ 0 };
	for (int part = 0; part < N_CGROUP_PARTS; part++)
		ret->trees[part] = CGROUP_TREE_NONE;
	for (int part = 0; part < N_CGROUP_PARTS && r == 0; part++) {
		r = open_tree((enum cgroup_part)part, scratch, ret);
		for (int other = 0; other < part; other++)
			ret->is_same[part] |= is_same(&ret->trees[part], &ret->trees[other]);
		is_any |= ret->trees[part].dir >= 0;
	}
	return r < 0 || is_any ? r : -EOPNOTSUPP;
}

void cgroup_forest_close(struct cgroup_forest *forest)
{
	for (int part = 0; part < N_CGROUP_PARTS; part++)
		cgroup_done(&forest->trees[part]);
	arena_done(&forest->arena);
}

/* ---- paths ---- */

struct list {
	struct arena *arena;
	struct text *items;
	size_t n;
};

static int add_path(struct list *list, struct text parent, const char *name)
{
	_cleanup_buffer_ struct buffer path = { 0 };
	struct text *items = arena_grow(list->arena, list->items, list->n, sizeof(*items));
	int r;

	if (!items)
		return -ENOMEM;
	list->items = items;
	r = buffer_add(&path, parent);
	if (r == 0 && name)
		r = buffer_add_format(&path, "%s%s", text_ends(parent, TEXT("/")) ? "" : "/", name);
	return r < 0 ? r : arena_copy(list->arena, buffer_text(&path), &items[list->n++]);
}

/* A group that is removed meanwhile has no children. */
static int add_children(const struct cgroup_tree *tree, size_t n, struct list *list)
{
	struct text path = list->items[n];
	_cleanup_close_ int dir = cgroup_open(tree, path);
	_cleanup_closedir_ DIR *entries = dir < 0 ? NULL : file_open_directory(dir, ".");
	const struct dirent *entry;
	int r = 1;

	if (!entries)
		return dir < 0 ? fault_only_fatal(dir) : fault_only_fatal(-errno);
	while (r > 0 && (r = file_next_entry(entries, &entry)) > 0)
		if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
			r = add_path(list, path, entry->d_name) ?: 1;
	return fault_only_fatal(r);
}

/* Adds the group TOP of one hierarchy and, level by level, all groups below it. */
static int add_groups(const struct cgroup_tree *tree, struct text top, bool is_recursive,
                      struct list *list)
{
	_cleanup_close_ int dir = cgroup_open(tree, top);
	size_t first = list->n;
	int r = dir < 0 ? fault_only_fatal(dir) : add_path(list, top, NULL);

	for (size_t n = first; n < list->n && is_recursive && r == 0; n++)
		r = add_children(tree, n, list);
	return r;
}

static int compare_paths(const void *a, const void *b)
{
	return text_compare_paths(*(const struct text *)a, *(const struct text *)b);
}

static size_t drop_equal(struct text *items, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (kept == 0 || !text_equal(items[kept - 1], items[i]))
			items[kept++] = items[i];
	return kept;
}

int cgroup_forest_list(const struct cgroup_forest *forest, const char *path, bool is_recursive,
                       struct arena *arena, struct texts *ret)
{
	struct list list = { .arena = arena };
	int r = 0;

	for (int part = 0; part < N_CGROUP_PARTS && r == 0; part++) {
		const struct cgroup_tree *tree = &forest->trees[part];

		if (tree->dir >= 0 && !forest->is_same[part])
			r = add_groups(tree, path ? text_of(path) : tree->root,
			               is_recursive || !path, &list);
	}
	if (r < 0)
		return r;
	if (list.n == 0)
		return -ENOENT;
	qsort(list.items, list.n, sizeof(*list.items), compare_paths);
	*ret = (struct texts){ .items = list.items,
		               .n = drop_equal(list.items, list.n),
		               .is = PRESENT };
	return 0;
}

/* ---- groups ---- */

int cgroup_forest_open_group(const struct cgroup_forest *forest, enum cgroup_part part,
                             struct text path)
{
	const struct cgroup_tree *tree = &forest->trees[part];
	int dir;

	if (tree->dir < 0)
		return -EOPNOTSUPP;
	dir = cgroup_open(tree, path);
	return dir == -ENOENT ? -ENODATA : dir;
}

static int count_processes(const struct cgroup_forest *forest, enum cgroup_part part,
                           struct text path, struct buffer *scratch, uint64_t *ret)
{
	_cleanup_close_ int dir = cgroup_forest_open_group(forest, part, path);

	return dir < 0 ? dir : cgroup_processes_read(dir, scratch, ret);
}

int cgroup_forest_processes(const struct cgroup_forest *forest, struct text path,
                            struct buffer *scratch, uint64_t *ret)
{
	uint64_t most = 0, n = 0;
	int r = -ENODATA;

	for (int part = 0; part < N_CGROUP_PARTS; part++) {
		int error = forest->is_same[part] ? -ENODATA
		                                  : count_processes(forest, (enum cgroup_part)part,
		                                                    path, scratch, &n);

		if (fault_is_fatal(error))
			return error;
		if (error == 0) {
			most = MAX(most, n);
			r = 0;
		}
	}
	*ret = most;
	return r;
}
