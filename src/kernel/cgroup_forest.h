/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All hierarchies of control groups together: one of version 2, or one of version 1 for each
 * controller, or both (hybrid). A group is a path, which each hierarchy may have or not.
 */
#ifndef KERNEL_CGROUP_FOREST_H
#define KERNEL_CGROUP_FOREST_H

#include "kernel/cgroup_tree.h"
#include "model/value.h"

/* What is read of a group, each in the hierarchy that has its controller. */
enum cgroup_part {
	CGROUP_UNIFIED, /* version 2, whatever its controllers: pressure */
	CGROUP_CPU,
	CGROUP_ACCOUNTING, /* the time of CPUs: cpuacct of version 1 */
	CGROUP_MEMORY,
	CGROUP_IO,
	CGROUP_PIDS,
	CGROUP_SYSTEMD, /* version 1 without a controller, for processes only */
	N_CGROUP_PARTS,
};

struct cgroup_forest {
	struct arena arena;
	struct cgroup_tree trees[N_CGROUP_PARTS]; /* dir -1: there is none */
	bool is_same[N_CGROUP_PARTS];             /* as a hierarchy before it */
};

/* Finds the hierarchies. Returns 0 or a negative errno; -EOPNOTSUPP: there are none. */
int cgroup_forest_open(struct buffer *scratch, struct cgroup_forest *ret);
void cgroup_forest_close(struct cgroup_forest *forest);

/*
 * Lists the paths of PATH and, if that is asked for, of all groups below it, a group before those
 * in it; PATH NULL: all there are. Memory of ARENA. Returns 0 or a negative errno; -ENOENT: no
 * hierarchy has such a group.
 */
int cgroup_forest_list(const struct cgroup_forest *forest, const char *path, bool is_recursive,
                       struct arena *arena, struct texts *ret);

/* Opens the group where it has PART. A descriptor, or a negative errno: -ENODATA: it has not. */
int cgroup_forest_open_group(const struct cgroup_forest *forest, enum cgroup_part part,
                             struct text path);

/* How many processes are in the group itself, where it has most. 0 or a negative errno. */
int cgroup_forest_processes(const struct cgroup_forest *forest, struct text path,
                            struct buffer *scratch, uint64_t *ret);

#endif
