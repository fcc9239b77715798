/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hierarchies of control groups, cgroups(7), and where a group's files are: /proc/PID/mountinfo
 * tells which group of a hierarchy is mounted where, /proc/PID/cgroup which group the process that
 * speaks for the host is in. With a cgroup namespace both begin at its root; without one, in a
 * container, the group that is mounted is the container's own.
 */
#ifndef KERNEL_CGROUP_TREE_H
#define KERNEL_CGROUP_TREE_H

#include "base/arena.h"
#include "base/buffer.h"

struct cgroup_tree {
	bool is_v1;
	int dir;          /* where it is mounted, open */
	struct text root; /* the group that is there: "/", or a container's own */
	struct text own; /* of the process that speaks for the host; absent: not to be seen there */
};

#define CGROUP_TREE_NONE ((struct cgroup_tree){ .dir = -1 })

/*
 * Finds the hierarchy of CONTROLLER ("cpu", "memory", "name=systemd"); NULL: that of version 2,
 * whatever its controllers. Texts: memory of ARENA. Returns 0 or a negative errno; -EOPNOTSUPP:
 * none is mounted.
 */
int cgroup_find(const char *controller, struct buffer *scratch, struct arena *arena,
                struct cgroup_tree *ret);
void cgroup_done(struct cgroup_tree *tree);

#define _cleanup_cgroup_ _cleanup_(cgroup_done)

/*
 * Opens a control group by its path in the hierarchy, or where the root is a container's, by its
 * path in that. A descriptor for openat(2), or a negative errno.
 */
int cgroup_open(const struct cgroup_tree *tree, struct text path);

/* Goes one group up, from /a/b to /a; false at the topmost that can be seen. */
bool cgroup_go_up(const struct cgroup_tree *tree, struct text *path);

/*
 * The path of a process in the text of its /proc/PID/cgroup: of version 2 (controller NULL) from
 * the line "0::PATH", of version 1 from that of the controller; "/" where there is none.
 */
struct text cgroup_parse_own(struct text text, const char *controller);

#endif
