/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Missing: why each null column of a row is null. */
#include "query/missing.h"

#include <errno.h>

static int add_missing(struct arena *arena, struct pair *pairs, size_t *n_pairs, const char *prefix,
                       const struct field *field, const struct value *value)
{
	char *name;
	int r = 0;

	if (value->is == PRESENT && field->kind != KIND_STRUCT)
		return 0;
	name = arena_alloc(arena, strlen(prefix) + strlen(field->name) + 2);
	if (!name)
		return -ENOMEM;
	stpcpy(stpcpy(stpcpy(name, prefix), *prefix ? "." : ""), field->name);
	if (value->is != PRESENT) {
		pairs[(*n_pairs)++] = (struct pair){ .name = text_of(name),
			                             .value = text_of(presence_word(value->is)) };
		return 0;
	}
	for (size_t n = 0; n < field->n_members && r == 0; n++) {
		struct value member;

		record_value(&field->members[n], value->record, &member);
		r = add_missing(arena, pairs, n_pairs, name, &field->members[n], &member);
	}
	return r;
}

static size_t count_leaves(const struct field *field)
{
	size_t count = 1;

	for (size_t n = 0; field->kind == KIND_STRUCT && n < field->n_members; n++)
		count += count_leaves(&field->members[n]);
	return count;
}

int missing_explain(const struct columns *columns, const struct value *values, struct arena *arena,
                    struct value *ret)
{
	size_t most = 0, n_pairs = 0;
	struct pair *pairs;
	int r = 0;

	for (size_t n = 0; n < columns->n; n++)
		most += count_leaves(columns->items[n].field);
	pairs = arena_array(arena, most, sizeof(*pairs));
	if (!pairs)
		return -ENOMEM;
	for (size_t n = 0; n < columns->n && r == 0; n++) {
		const struct column *column = &columns->items[n];
		struct field named = *column->field;

		named.name = column->name;
		if (!(column_context(column) & CONTEXT_COLUMNS))
			r = add_missing(arena, pairs, &n_pairs, "", &named, &values[n]);
	}
	*ret = (struct value){ .is = PRESENT, .map = { .items = pairs, .n = n_pairs } };
	return r;
}
