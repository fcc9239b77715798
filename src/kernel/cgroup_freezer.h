/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a control group is frozen: cgroup.events of version 2 or freezer.state of version 1
 * (Documentation/admin-guide/cgroup-v1/freezer-subsystem.rst).
 */
#ifndef KERNEL_CGROUP_FREEZER_H
#define KERNEL_CGROUP_FREEZER_H

#include "kernel/cgroup_tree.h"

/* The hierarchies that tell whether a group is frozen. Either may be missing. */
struct cgroup_freezer {
	struct cgroup_tree unified, v1;
};

#define CGROUP_FREEZER_NONE ((struct cgroup_freezer){ CGROUP_TREE_NONE, CGROUP_TREE_NONE })

/* ret: initialized with CGROUP_FREEZER_NONE. Returns 0 or -ENOMEM. */
int cgroup_freezer_find(struct buffer *scratch, struct arena *arena, struct cgroup_freezer *ret);
void cgroup_freezer_done(struct cgroup_freezer *freezer);

/*
 * Tells whether the group of a process, or a group above it, is frozen. text: the process's
 * /proc/PID/cgroup. scratch: overwritten; TEXT must not be in it.
 *
 * The root of a hierarchy cannot be frozen. Returns 0 or a negative errno: -EOPNOTSUPP if the
 * kernel does not tell or the group is not visible; -EACCES.
 */
int cgroup_freezer_read(const struct cgroup_freezer *freezer, struct text text,
                        struct buffer *scratch, bool *ret);

#endif
