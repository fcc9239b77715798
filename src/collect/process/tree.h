/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trees of processes: parents and children. A process with the PID of the parent counts as the
 * parent only if it did not start after the child; otherwise the PID has been used again (values.md
 * P-162, P-167).
 */
#ifndef COLLECT_PROCESS_TREE_H
#define COLLECT_PROCESS_TREE_H

#include "collect/process/process.h"

/* The options of a plan for tree_children_collector. */
struct tree_options {
	bool is_recursive; /* include all descendants, in preorder */
};

/*
 * Rows in preorder; operands are the roots. A process that the predicate refuses stays if a
 * descendant stays.
 */
extern const struct collector tree_collector;
extern const struct collector tree_children_collector; /* children of the operands */
extern const struct collector tree_parents_collector; /* ancestors of the operands, nearest first */
extern const struct collector
	tree_pids_collector; /* one row for each parent, with the PIDs of its children */

/* Their scan functions; the handle and the fields are those of process_collector. */
int tree_scan(void *handle, const struct plan *plan, const struct take *take);
int tree_scan_children(void *handle, const struct plan *plan, const struct take *take);
int tree_scan_parents(void *handle, const struct plan *plan, const struct take *take);

/*
 * Appends all processes, sorted by PID, with stat and the sources of the plan. Returns 0 or a
 * negative code.
 */
int tree_gather(void *handle, const struct plan *plan, struct rows *ret);

#endif
