/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees of processes: all processes are read, then linked, then walked without recursion. */
#include "collect/process/tree.h"

#include <errno.h>

#include "base/array.h"
#include "collect/process/process_operands.h"

enum { NO_PLACE = -1 };

/* A place is an index into `records`, which is sorted by PID. */
struct forest {
	struct rows rows;
	struct process *records;
	size_t n;
	ssize_t *parent;
	ssize_t *first_child;
	ssize_t *next_sibling;
	bool *is_visited;
};

static void forest_done(struct forest *forest)
{
	rows_done(&forest->rows);
	free(forest->parent);
	free(forest->first_child);
	free(forest->next_sibling);
	free(forest->is_visited);
}

static int gather_rows(void *arg, struct rows *rows)
{
	struct rows *all = arg;

	for (size_t n = 0; n < rows->n; n++) {
		struct process *copy = rows_add(all, sizeof(*copy));

		if (!copy)
			return -ENOMEM;
		*copy = *(struct process *)rows_at(rows, sizeof(*copy), n);
	}
	arena_adopt(&all->arena, &rows->arena);
	return 0;
}

static uint64_t pid_of(const void *process)
{
	return ((const struct process *)process)->pid;
}

/* Returns the place of a PID, or NO_PLACE if there is no such process. */
static ssize_t find_place(const struct forest *forest, uint64_t pid)
{
	size_t place =
		array_place(forest->records, forest->n, sizeof(*forest->records), pid_of, pid);

	return place < forest->n && forest->records[place].pid == pid ? (ssize_t)place : NO_PLACE;
}

/* If stat is blocked, only a pidfd may tell the parent. */
static bool has_start(const struct process *process)
{
	return process->record.source[SRC_STAT] == PRESENT;
}

/* A process that started after the child is not the parent but has its PID now. */
static ssize_t find_parent(const struct forest *forest, const struct process *child)
{
	ssize_t parent = child->ppid > 0 ? find_place(forest, child->ppid) : NO_PLACE;

	if (parent == NO_PLACE || &forest->records[parent] == child)
		return NO_PLACE;
	if (!has_start(child) || !has_start(&forest->records[parent]))
		return parent;
	return forest->records[parent].start_seconds <= child->start_seconds ? parent : NO_PLACE;
}

static ssize_t *new_places(size_t n)
{
	ssize_t *array = reallocarray(NULL, n + 1, sizeof(*array));

	if (!array)
		return NULL;
	for (size_t i = 0; i < n; i++)
		array[i] = NO_PLACE;
	return array;
}

/*
 * Links siblings in order of PID: from the last to the first, each is put at the front of the list.
 */
static int link_all(struct forest *forest)
{
	forest->parent = new_places(forest->n);
	forest->first_child = new_places(forest->n);
	forest->next_sibling = new_places(forest->n);
	forest->is_visited = calloc(forest->n + 1, sizeof(bool));
	if (!forest->parent || !forest->first_child || !forest->next_sibling || !forest->is_visited)
		return -ENOMEM;
	for (size_t n = forest->n; n-- > 0;) {
		ssize_t parent = find_parent(forest, &forest->records[n]);

		forest->parent[n] = parent;
		if (parent == NO_PLACE)
			continue;
		forest->next_sibling[n] = forest->first_child[parent];
		forest->first_child[parent] = (ssize_t)n;
	}
	return 0;
}

int tree_gather(void *handle, const struct plan *plan, struct rows *ret)
{
	struct plan all = {
		.collector = &process_collector,
		.sources = plan->sources | BIT(SRC_STAT) | BIT(SRC_PPID),
		.faults = plan->faults,
	};
	struct take take = { .rows = gather_rows, .arg = ret };

	return process_scan(handle, &all, &take);
}

static int grow_forest(struct forest *forest, void *handle, const struct plan *plan)
{
	int r = tree_gather(handle, plan, &forest->rows);

	if (r < 0)
		return r;
	forest->records = (struct process *)forest->rows.records;
	forest->n = forest->rows.n;
	return link_all(forest);
}

/*
 * Returns the next place in preorder below ROOT, or NO_PLACE at the end. A place that has been
 * visited is not entered again, so that the walk ends even in a cycle.
 */
static ssize_t next_in_preorder(const struct forest *forest, ssize_t root, ssize_t at,
                                uint64_t *depth)
{
	ssize_t next = forest->first_child[at];

	if (next != NO_PLACE && !forest->is_visited[next]) {
		*depth += 1;
		return next;
	}
	while (at != root) {
		next = forest->next_sibling[at];
		if (next != NO_PLACE && !forest->is_visited[next])
			return next;
		if (next == NO_PLACE) {
			at = forest->parent[at];
			*depth -= 1;
		} else {
			at = next;
		}
	}
	return NO_PLACE;
}

/* Places in the order of the rows; their depths are in the records. */
struct walk {
	ssize_t *places;
	size_t n;
};

static void walk_from(struct forest *forest, ssize_t root, struct walk *walk)
{
	uint64_t depth = 0;

	for (ssize_t at = root; at != NO_PLACE; at = next_in_preorder(forest, root, at, &depth)) {
		forest->is_visited[at] = true;
		forest->records[at].depth = depth;
		walk->places[walk->n++] = at;
	}
}

/* Finds the process that an operand names; if it is not there, sets the error of the operand. */
static ssize_t find_operand(const struct forest *forest, struct operand *operand)
{
	pid_t pid = operand->reference.pid;
	ssize_t place = pid > 0 ? find_place(forest, (uint64_t)pid) : NO_PLACE;
	bool is_there = place != NO_PLACE && process_is_meant(operand, &forest->records[place]);

	process_operand_end(operand, is_there ? 0 : -ESRCH);
	return is_there ? place : NO_PLACE;
}

/*
 * Marks the rows that stay, from the leaves to the roots: a refused process stays if a descendant
 * stays.
 */
static void mark_kept(const struct forest *forest, const struct plan *plan, const struct walk *walk,
                      bool *is_kept)
{
	for (size_t n = walk->n; n-- > 0;) {
		ssize_t at = walk->places[n], parent = forest->parent[at];

		if (plan_wants(plan, &forest->records[at]))
			is_kept[at] = true;
		if (is_kept[at] && forest->records[at].depth > 0)
			is_kept[parent] = true;
	}
}

static int emit_places(struct forest *forest, const struct take *take, const struct walk *walk,
                       const bool *is_kept)
{
	_cleanup_rows_ struct rows rows = { 0 };

	for (size_t n = 0; n < walk->n; n++) {
		struct process *copy;

		if (!is_kept[walk->places[n]])
			continue;
		copy = rows_add(&rows, sizeof(*copy));
		if (!copy)
			return -ENOMEM;
		*copy = forest->records[walk->places[n]];
	}
	arena_adopt(&rows.arena, &forest->rows.arena);
	return take->rows(take->arg, &rows);
}

static void walk_operands(struct forest *forest, const struct plan *plan, struct walk *walk)
{
	for (size_t n = 0; n < plan->n_operands; n++) {
		ssize_t root = find_operand(forest, &plan->operands[n]);

		if (root != NO_PLACE && !forest->is_visited[root])
			walk_from(forest, root, walk);
	}
}

/*
 * Walks from all processes without a parent, then from those not visited yet: the members of
 * cycles.
 */
static void walk_all(struct forest *forest, struct walk *walk)
{
	for (size_t n = 0; n < forest->n; n++)
		if (forest->parent[n] == NO_PLACE)
			walk_from(forest, (ssize_t)n, walk);
	for (size_t n = 0; n < forest->n; n++)
		if (!forest->is_visited[n])
			walk_from(forest, (ssize_t)n, walk);
}

static void walk_children(struct forest *forest, const struct plan *plan, struct walk *walk)
{
	const struct tree_options *options = plan->options;

	for (size_t n = 0; n < plan->n_operands; n++) {
		ssize_t root = find_operand(forest, &plan->operands[n]);
		size_t first = walk->n;

		if (root == NO_PLACE)
			continue;
		if (options && options->is_recursive && !forest->is_visited[root]) {
			walk_from(forest, root, walk);
			memmove(walk->places + first, walk->places + first + 1,
			        (--walk->n - first) * sizeof(*walk->places));
			continue;
		}
		for (ssize_t at = forest->first_child[root]; at != NO_PLACE;
		     at = forest->next_sibling[at])
			if (!forest->is_visited[at]) {
				forest->is_visited[at] = true;
				forest->records[at].depth = 1;
				walk->places[walk->n++] = at;
			}
	}
}

/*
 * Counts how many ancestors are above each process that the walk has met from FIRST on. The walk
 * went from a child to its parents and stopped before ABOVE.
 */
static void count_depths(struct forest *forest, const struct walk *walk, size_t first,
                         ssize_t above)
{
	uint64_t depth = above == NO_PLACE ? 0 : forest->records[above].depth + 1;

	for (size_t n = walk->n; n-- > first;)
		forest->records[walk->places[n]].depth = depth++;
}

static void walk_parents(struct forest *forest, const struct plan *plan, struct walk *walk)
{
	for (size_t n = 0; n < plan->n_operands; n++) {
		ssize_t at = find_operand(forest, &plan->operands[n]);
		size_t first = walk->n;

		if (at == NO_PLACE)
			continue;
		if (forest->records[at].record.source[SRC_STAT] == DENIED)
			process_operand_end(&plan->operands[n], -EACCES);
		for (at = forest->parent[at]; at != NO_PLACE && !forest->is_visited[at];
		     at = forest->parent[at]) {
			forest->is_visited[at] = true;
			walk->places[walk->n++] = at;
		}
		count_depths(forest, walk, first, at);
	}
}

static void walk_tree(struct forest *forest, const struct plan *plan, struct walk *walk)
{
	if (plan->operands)
		walk_operands(forest, plan, walk);
	else
		walk_all(forest, walk);
}

typedef void walk_function(struct forest *, const struct plan *, struct walk *);

static int scan_walk(void *handle, const struct plan *plan, const struct take *take,
                     walk_function *function, bool is_tree)
{
	_cleanup_(forest_done) struct forest forest = { 0 };
	_cleanup_free_ ssize_t *order = NULL;
	_cleanup_free_ bool *is_kept = NULL;
	struct walk walk = { 0 };
	int r = grow_forest(&forest, handle, plan);

	if (r < 0)
		return r;
	order = new_places(forest.n);
	is_kept = calloc(forest.n + 1, sizeof(*is_kept));
	if (!order || !is_kept)
		return -ENOMEM;
	walk.places = order;
	function(&forest, plan, &walk);
	if (is_tree)
		mark_kept(&forest, plan, &walk, is_kept);
	for (size_t n = 0; n < walk.n && !is_tree; n++)
		is_kept[walk.places[n]] = plan_wants(plan, &forest.records[walk.places[n]]);
	return emit_places(&forest, take, &walk, is_kept);
}

int tree_scan(void *handle, const struct plan *plan, const struct take *take)
{
	return scan_walk(handle, plan, take, walk_tree, true);
}

int tree_scan_children(void *handle, const struct plan *plan, const struct take *take)
{
	return scan_walk(handle, plan, take, walk_children, false);
}

int tree_scan_parents(void *handle, const struct plan *plan, const struct take *take)
{
	return scan_walk(handle, plan, take, walk_parents, false);
}
