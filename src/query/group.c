/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Group: the stage that makes one row of many rows. */
#include "query/group.h"

#include <errno.h>

#include "query/expression_node.h"

static int add_group(struct groups *groups, const struct value *keys)
{
	const struct grouping *grouping = groups->grouping;
	struct arena *arena = &groups->aggregation.arena;
	struct group *items = arena_grow(arena, groups->items, groups->n, sizeof(*items));
	struct group group = {
		.values = arena_array(arena, grouping->keys.n + grouping->n_aggregates + 1,
		                      sizeof(*group.values)),
		.accumulators =
			arena_array(arena, grouping->n_aggregates + 1, sizeof(*group.accumulators)),
	};
	int r = items && group.values && group.accumulators ? 0 : -ENOMEM;

	for (size_t n = 0; n < grouping->keys.n && r == 0; n++)
		r = value_copy(grouping->keys.items[n].field, &keys[n], arena, &group.values[n]);
	if (r < 0)
		return r;
	items[groups->n++] = group;
	groups->items = items;
	return 0;
}

int groups_begin(struct groups *groups, const struct grouping *grouping)
{
	groups->grouping = grouping;
	return grouping->keys.n == 0 ? add_group(groups, NULL) : 0;
}

/* Finds the index of the group that has these keys, or adds one. Returns 0 or -ENOMEM. */
static int find_group(struct groups *groups, const struct value *keys, size_t *ret)
{
	const struct columns *columns = &groups->grouping->keys;
	int r = 0;

	*ret = 0;
	if (columns->n == 0)
		return 0;
	groups->identity.length = 0;
	for (size_t n = 0; n < columns->n && r == 0; n++)
		r = value_add_identity(columns->items[n].field, &keys[n], &groups->identity);
	if (r == 0)
		r = intern_add(&groups->index, buffer_text(&groups->identity), ret);
	return r > 0 ? add_group(groups, keys) : r;
}

void group_argument(const struct expression *node, struct evaluation *evaluation, struct value *ret)
{
	*ret = (struct value){ .is = PRESENT };
	if (node->n_arguments > 0)
		expression_evaluate(node->arguments[0], evaluation, ret);
}

int groups_add(struct groups *groups, struct evaluation *evaluation)
{
	const struct grouping *grouping = groups->grouping;
	struct value *keys = arena_array(evaluation->arena, grouping->keys.n, sizeof(*keys));
	struct value value;
	size_t place;
	int r;

	if (!keys)
		return -ENOMEM;
	for (size_t n = 0; n < grouping->keys.n; n++)
		column_value(&grouping->keys.items[n], evaluation, &keys[n]);
	r = find_group(groups, keys, &place);
	for (size_t n = 0; n < grouping->n_aggregates && r == 0; n++) {
		group_argument(grouping->aggregates[n], evaluation, &value);
		r = accumulator_add(&groups->aggregation, grouping->aggregates[n],
		                    place * grouping->n_aggregates + n, &value,
		                    &groups->items[place].accumulators[n]);
	}
	return r < 0 ? r : evaluation->error;
}

int groups_finish(struct groups *groups)
{
	const struct grouping *grouping = groups->grouping;
	int r = 0;

	for (size_t place = 0; place < groups->n; place++)
		for (size_t n = 0; n < grouping->n_aggregates && r == 0; n++)
			r = accumulator_finish(&groups->aggregation, grouping->aggregates[n],
			                       &groups->items[place].accumulators[n],
			                       &groups->items[place].values[grouping->keys.n + n]);
	return r;
}

void groups_done(struct groups *groups)
{
	aggregation_done(&groups->aggregation);
	intern_done(&groups->index);
	buffer_done(&groups->identity);
}
