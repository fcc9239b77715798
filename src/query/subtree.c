/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subtree: a stack holds the ancestors of a row; a complete row is merged into its parent. */
#include "query/subtree.h"

#include <errno.h>

#include "query/expression_node.h"

struct branch {
	struct row *row;
	uint64_t depth;
	size_t place; /* index of the row */
	struct accumulator *accumulators;
	struct value *values;
};

struct walk {
	const struct grouping *grouping;
	struct aggregation *aggregation;
	struct branch *stack;
	size_t n;
};

static uint64_t owner_of(const struct walk *walk, const struct branch *branch, size_t n)
{
	return branch->place * walk->grouping->n_aggregates + n;
}

static int merge_into(struct walk *walk, const struct branch *child, struct branch *parent)
{
	int r = 0;

	for (size_t n = 0; n < walk->grouping->n_aggregates && r == 0; n++)
		r = accumulator_merge(walk->aggregation, walk->grouping->aggregates[n],
		                      owner_of(walk, parent, n), &child->accumulators[n],
		                      &parent->accumulators[n]);
	return r;
}

/* Takes the row at the top off the stack: all rows below it have been merged into it. */
static int leave_row(struct walk *walk)
{
	struct branch *top = &walk->stack[--walk->n];
	int r = walk->n > 0 ? merge_into(walk, top, &walk->stack[walk->n - 1]) : 0;

	for (size_t n = 0; n < walk->grouping->n_aggregates && r == 0; n++)
		r = accumulator_finish(walk->aggregation, walk->grouping->aggregates[n],
		                       &top->accumulators[n], &top->values[n]);
	top->row->group = top->values;
	return r;
}

static int enter_row(struct walk *walk, struct evaluation *evaluation, struct branch *branch)
{
	const struct grouping *grouping = walk->grouping;
	struct arena *arena = &walk->aggregation->arena;
	struct value value;
	int r = 0;

	branch->accumulators =
		arena_array(arena, grouping->n_aggregates, sizeof(*branch->accumulators));
	branch->values = arena_array(arena, grouping->n_aggregates, sizeof(*branch->values));
	if (!branch->accumulators || !branch->values)
		return -ENOMEM;
	for (size_t n = 0; n < grouping->n_aggregates && r == 0; n++) {
		group_argument(grouping->aggregates[n], evaluation, &value);
		r = accumulator_add(walk->aggregation, grouping->aggregates[n],
		                    owner_of(walk, branch, n), &value, &branch->accumulators[n]);
	}
	walk->stack[walk->n++] = *branch;
	return r < 0 ? r : evaluation->error;
}

int subtree_fill(const struct grouping *grouping, const struct field *depth,
                 struct evaluation *evaluation, struct aggregation *aggregation, struct row *rows,
                 size_t n)
{
	_cleanup_free_ struct branch *stack = reallocarray(NULL, n + 1, sizeof(*stack));
	struct walk walk = { .grouping = grouping, .aggregation = aggregation, .stack = stack };
	struct value value;
	int r = stack ? 0 : -ENOMEM;

	for (size_t place = 0; place < n && r == 0; place++) {
		struct branch branch = { .row = &rows[place], .place = place };

		record_value(depth, rows[place].record, &value);
		branch.depth = value.u;
		while (r == 0 && walk.n > 0 && stack[walk.n - 1].depth >= branch.depth)
			r = leave_row(&walk);
		row_evaluate(&rows[place], evaluation);
		if (r == 0)
			r = enter_row(&walk, evaluation, &branch);
	}
	while (r == 0 && walk.n > 0)
		r = leave_row(&walk);
	return r;
}
