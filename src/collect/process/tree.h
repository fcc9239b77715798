/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trees of processes: who is whose child. A parent counts only if it is not younger than the
 * child, else its PID has been used again (values.md P-162, P-167).
 */
#ifndef COLLECT_PROCESS_TREE_H
#define COLLECT_PROCESS_TREE_H

#include "collect/process/process.h"

/* The options of a plan to tree_children_collector. */
struct tree_options {
	bool is_recursive; /* all descendants, in preorder */
};

/* Rows in preorder; operands are the roots. What the predicate refuses stays if a descendant stays.
 */
extern const struct collector tree_collector;
extern const struct collector tree_children_collector; /* of the operands */
extern const struct collector tree_parents_collector;  /* of the operands, nearest first */
extern const struct collector tree_pids_collector;     /* a parent and the PIDs of its children */

/* Their functions; the handle and the fields are those of processes. */
int tree_scan(void *handle, const struct plan *plan, const struct take *take);
int tree_scan_children(void *handle, const struct plan *plan, const struct take *take);
int tree_scan_parents(void *handle, const struct plan *plan, const struct take *take);

/*
 * Appends all processes, in order of PID, with stat and the sources of the plan. Returns 0 or a
 * negative code.
 */
int tree_gather(void *handle, const struct plan *plan, struct rows *ret);

#endif
