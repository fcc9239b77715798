/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All hierarchies of control groups: one of version 2, one of version 1 for each controller, or
 * both (hybrid). A group is a path, which may exist in some hierarchies and not in others.
 */
#ifndef KERNEL_CGROUP_FOREST_H
#define KERNEL_CGROUP_FOREST_H

#include "kernel/cgroup_tree.h"
#include "model/value.h"

/* The parts of a group. Each part is read in the hierarchy that has its controller. */
enum cgroup_part {
	CGROUP_UNIFIED, /* version 2, with any controllers: pressure */
	CGROUP_CPU,
	CGROUP_ACCOUNTING, /* CPU time: cpuacct of version 1 */
	CGROUP_MEMORY,
	CGROUP_IO,
	CGROUP_PIDS,
	CGROUP_SYSTEMD, /* version 1 without a controller; only the processes count */
	N_CGROUP_PARTS,
};

struct cgroup_forest {
	struct arena arena;
	struct cgroup_tree trees[N_CGROUP_PARTS]; /* dir is -1 if there is no such hierarchy */
	bool is_same[N_CGROUP_PARTS];             /* the same hierarchy as an earlier part's */
};

/* Finds the hierarchies. Returns 0 or a negative errno; -EOPNOTSUPP: there is no hierarchy. */
int cgroup_forest_open(struct buffer *scratch, struct cgroup_forest *ret);
void cgroup_forest_close(struct cgroup_forest *forest);

/*
 * Lists PATH and, if is_recursive is set, the paths of all groups below it, a group before its
 * children. path NULL: all groups. Memory of ARENA. Returns 0 or a negative errno; -ENOENT: no
 * hierarchy has such a group.
 */
int cgroup_forest_list(const struct cgroup_forest *forest, const char *path, bool is_recursive,
                       struct arena *arena, struct texts *ret);

/*
 * Opens the group in the hierarchy of PART. Returns a descriptor or a negative errno; -ENODATA: the
 * hierarchy does not have the group.
 */
int cgroup_forest_open_group(const struct cgroup_forest *forest, enum cgroup_part part,
                             struct text path);

/*
 * Counts the processes in the group itself: the largest count of all hierarchies. Returns 0 or a
 * negative errno.
 */
int cgroup_forest_processes(const struct cgroup_forest *forest, struct text path,
                            struct buffer *scratch, uint64_t *ret);

#endif
