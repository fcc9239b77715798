/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hierarchies of control groups, cgroups(7), and the directories of their groups.
 * /proc/PID/mountinfo tells where a hierarchy is mounted and with which group as its root;
 * /proc/PID/cgroup tells the group of the process that represents the host. In a cgroup namespace,
 * both paths start at the root of the namespace. In a container without one, the mounted root is
 * the group of the container.
 */
#ifndef KERNEL_CGROUP_TREE_H
#define KERNEL_CGROUP_TREE_H

#include "base/arena.h"
#include "base/buffer.h"

struct cgroup_tree {
	bool is_v1;
	int dir;          /* the mount point, open */
	struct text root; /* the group at the mount point: "/" or a container's group */
	/* the group of the process that represents the host; absent: it is not visible there */
	struct text own;
};

#define CGROUP_TREE_NONE ((struct cgroup_tree){ .dir = -1 })

/*
 * Finds the hierarchy of CONTROLLER ("cpu", "memory", "name=systemd"). controller NULL: the
 * hierarchy of version 2, with any controllers. Texts are memory of ARENA. Returns 0 or a negative
 * errno; -EOPNOTSUPP: no such hierarchy is mounted.
 */
int cgroup_find(const char *controller, struct buffer *scratch, struct arena *arena,
                struct cgroup_tree *ret);
void cgroup_done(struct cgroup_tree *tree);

#define _cleanup_cgroup_ _cleanup_(cgroup_done)

/*
 * Opens a control group by its path in the hierarchy. If the mounted root is a container's group,
 * the path may also be relative to this group. Returns a descriptor for openat(2), or a negative
 * errno.
 */
int cgroup_open(const struct cgroup_tree *tree, struct text path);

/* Shortens PATH to the parent group, /a/b to /a. Returns false at the topmost visible group. */
bool cgroup_go_up(const struct cgroup_tree *tree, struct text *path);

/*
 * Finds the path of a process in the text of its /proc/PID/cgroup: the line "0::PATH" of version 2
 * (controller NULL), or the line of CONTROLLER of version 1. Returns "/" if there is no such line.
 */
struct text cgroup_parse_own(struct text text, const char *controller);

#endif
