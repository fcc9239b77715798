/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds where the hierarchies of control groups are mounted, and the group of a process in them. */
#include "kernel/cgroup_tree.h"

#include <errno.h>
#include <fcntl.h>

#include "kernel/file.h"
#include "kernel/mounts.h"
#include "kernel/process/pid_cgroup.h"
#include "model/fault.h"

static bool has_controller(struct text list, char separator, const char *controller)
{
	struct text part;

	list = text_trim(list);
	while (text_next_part(&list, separator, &part))
		if (text_equal(part, text_of(controller)))
			return true;
	return false;
}

struct text cgroup_parse_own(struct text text, const char *controller)
{
	struct text hierarchy, controllers, path, found = TEXT("/");

	while (pid_cgroup_next_line(&text, &hierarchy, &controllers, &path))
		if (controller ? has_controller(controllers, ',', controller)
		               : controllers.length == 0)
			found = path;
	return found;
}

/* Tells whether PATH is ROOT or below it. ret_rest: the part of PATH after ROOT. */
static bool is_below(struct text path, struct text root, struct text *ret_rest)
{
	if (!text_equal(root, TEXT("/")) && !text_eat(&path, root))
		return false;
	*ret_rest = path;
	return path.length == 0 || path.bytes[0] == '/';
}

/*
 * Tells whether PATH leaves the namespace: a group above the namespace's root is "/..",
 * fs/kernfs/dir.c kernfs_path_from_node().
 */
static bool leads_up(struct text path)
{
	struct text part;

	while (text_next_part(&path, '/', &part))
		if (text_equal(part, TEXT("..")))
			return true;
	return false;
}

/* Tells whether the group PATH can be reached from ROOT, the mounted group. */
static bool is_in_sight(struct text path, struct text root)
{
	struct text rest;

	return is_below(path, root, &rest) && !leads_up(rest);
}

/*
 * Finds our own group below the mounted group ROOT. If ROOT is outside of our namespace, no file
 * tells which group below it is ours; the limits of ROOT itself bind us too. If ROOT is another
 * branch of the hierarchy, there is no such group.
 */
static struct text find_own(struct text own, struct text root)
{
	if (is_in_sight(own, root))
		return own;
	return leads_up(root) ? root : (struct text){ 0 };
}

/*
 * Rates a mount; lower is better. Our own group must be reachable, with many groups above it
 * visible.
 */
static size_t rank_mount(const struct mount *mount, struct text own)
{
	return is_in_sight(own, mount->root) ? mount->root.length : SIZE_MAX;
}

static bool is_hierarchy_of(const struct mount *mount, const char *controller, bool is_v1)
{
	if (mount->is_hidden || mount->id == 0)
		return false;
	if (!is_v1)
		return text_equal(mount->fstype, TEXT("cgroup2"));
	return text_equal(mount->fstype, TEXT("cgroup")) &&
	       has_controller(mount->opts, ',', controller);
}

static const struct mount *choose_mount(const struct mounts *mounts, const char *controller,
                                        bool is_v1, struct text own)
{
	const struct mount *best = NULL;

	for (size_t n = 0; n < mounts->n; n++) {
		const struct mount *mount = &mounts->items[n];

		if (is_hierarchy_of(mount, controller, is_v1) &&
		    (!best || rank_mount(mount, own) < rank_mount(best, own)))
			best = mount;
	}
	return best;
}

/* Opens a directory of the host by its absolute path. */
static int open_directory(struct text path, struct arena *arena)
{
	enum root root = text_eat(&path, TEXT("/sys/")) ? ROOT_SYS : ROOT_TOP;
	int dir = root_open(root), r;

	text_eat(&path, TEXT("/"));
	r = dir < 0 ? dir : arena_copy(arena, path, &path);
	return r < 0 ? r
	             : root_openat(dir, path.length > 0 ? path.bytes : ".", O_PATH | O_DIRECTORY);
}

/* Tells whether a hierarchy of version 2 lists CONTROLLER; NULL: any. */
static int find_controller(int dir, const char *controller, struct buffer *scratch)
{
	int r = file_read(dir, "cgroup.controllers", scratch);

	if (r == 0 && controller && !has_controller(buffer_text(scratch), ' ', controller))
		return -EOPNOTSUPP;
	return r;
}

/*
 * Takes over the descriptor DIR if the hierarchy has the controller. Returns 1, 0 or -ENOMEM.
 * is_only: no other hierarchy is mounted, so that a recorded host may lack the list of controllers.
 */
static int take_directory(int dir, const char *controller, bool is_only, struct buffer *scratch,
                          struct cgroup_tree *ret)
{
	int r = ret->is_v1 ? 0 : find_controller(dir, controller, scratch);

	if (r == 0 || (r == -ENOENT && is_only)) {
		ret->dir = dir;
		return 1;
	}
	close(dir);
	return fault_only_fatal(r);
}

static int find_mount(const struct mounts *mounts, const char *controller, struct text own,
                      struct buffer *scratch, struct arena *arena, struct cgroup_tree *ret)
{
	const struct mount *mount = choose_mount(mounts, controller, ret->is_v1, own);
	int dir;

	if (!mount)
		return 0;
	dir = open_directory(mount->mountpoint, arena);
	if (dir < 0)
		return fault_only_fatal(dir);
	ret->root = mount->root;
	ret->own = find_own(own, mount->root);
	return take_directory(dir, controller,
	                      !controller || !choose_mount(mounts, controller, true, own), scratch,
	                      ret);
}

/* Looks where distributions mount the hierarchies, for a recorded host without a mount table. */
static int find_usual(const char *controller, struct text own, struct buffer *scratch,
                      struct arena *arena, struct cgroup_tree *ret)
{
	static const char *const v2[] = { "/sys/fs/cgroup", "/sys/fs/cgroup/unified" };
	static const char *const v1[] = { "/sys/fs/cgroup/%s", "/sys/fs/cgroup/%s,cpuacct",
		                          "/sys/fs/cgroup/cpu,%s" };
	size_t n_places = ret->is_v1 ? ARRAY_SIZE(v1) : ARRAY_SIZE(v2);
	int r = 0;

	ret->root = TEXT("/");
	ret->own = find_own(own, ret->root);
	for (size_t n = 0; n < n_places && r == 0; n++) {
		_cleanup_buffer_ struct buffer path = { 0 };
		int dir;

		r = ret->is_v1 ? buffer_add_format(&path, v1[n], controller)
		               : buffer_add(&path, text_of(v2[n]));
		if (r < 0)
			return r;
		dir = open_directory(buffer_text(&path), arena);
		if (dir >= 0)
			r = take_directory(dir, controller, false, scratch, ret);
	}
	return r;
}

/* The live mount table does not describe a /sys that was recorded elsewhere. */
static int read_mounts(struct buffer *scratch, struct arena *arena, struct mounts *ret)
{
	int r = -ENOENT;

	if (!root_is_given(ROOT_SYS) || !root_is_live(ROOT_PROC))
		r = mounts_read(scratch, arena, ret);
	return fault_only_fatal(r);
}

static bool tells_of_groups(const struct mounts *mounts)
{
	for (size_t n = 0; n < mounts->n; n++)
		if (mounts->items[n].id != 0 &&
		    text_starts(mounts->items[n].fstype, TEXT("cgroup")))
			return true;
	return false;
}

static int read_own(struct buffer *scratch, struct arena *arena, struct text *ret)
{
	int r = host_read("cgroup", scratch);

	*ret = TEXT("");
	if (r < 0)
		return fault_only_fatal(r);
	return arena_copy(arena, buffer_text(scratch), ret);
}

int cgroup_find(const char *controller, struct buffer *scratch, struct arena *arena,
                struct cgroup_tree *ret)
{
	struct mounts mounts = { 0 };
	struct text groups;
	int r = read_mounts(scratch, arena, &mounts);

	if (r == 0)
		r = read_own(scratch, arena, &groups);
	for (int version = 2; version > 0 && r == 0; version--) {
		struct cgroup_tree tree = { .dir = -1, .is_v1 = version == 1 };
		struct text own;

		if (tree.is_v1 && !controller)
			break;
		own = cgroup_parse_own(groups, tree.is_v1 ? controller : NULL);
		if (tells_of_groups(&mounts))
			r = find_mount(&mounts, controller, own, scratch, arena, &tree);
		else
			r = find_usual(controller, own, scratch, arena, &tree);
		if (r > 0)
			*ret = tree;
	}
	return r == 0 ? -EOPNOTSUPP : MIN(r, 0);
}

void cgroup_done(struct cgroup_tree *tree)
{
	if (tree->dir >= 0)
		close(tree->dir);
	*tree = CGROUP_TREE_NONE;
}

int cgroup_open(const struct cgroup_tree *tree, struct text path)
{
	_cleanup_buffer_ struct buffer name = { 0 };
	struct text rest = path;
	int r;

	is_below(path, tree->root, &rest);
	if (leads_up(rest))
		return -ENOENT;
	r = buffer_add_format(&name, ".%s%.*s", text_starts(rest, TEXT("/")) ? "" : "/",
	                      (int)rest.length, rest.bytes);
	if (r == 0)
		r = buffer_add_byte(&name, '\0');
	return r < 0 ? r : root_openat(tree->dir, name.text, O_PATH | O_DIRECTORY);
}

bool cgroup_go_up(const struct cgroup_tree *tree, struct text *path)
{
	struct text parent, last;

	if (path->length <= 1 || text_equal(*path, tree->root) ||
	    !text_cut_last(*path, '/', &parent, &last))
		return false;
	*path = parent.length > 0 ? parent : TEXT("/");
	return true;
}
