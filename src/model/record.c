/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Record and rows: memory of the rows, and reading a field of a record. */
#include "model/record.h"

#include <assert.h>

#include "base/array.h"

void *rows_add(struct rows *rows, size_t record_size)
{
	if (array_grow(&rows->records, rows->n, &rows->size, record_size) < 0)
		return NULL;
	return memset(rows_at(rows, record_size, rows->n++), 0, record_size);
}

void rows_reset(struct rows *rows)
{
	rows->n = 0;
	arena_reset(&rows->arena);
}

void rows_done(struct rows *rows)
{
	free(rows->records);
	arena_done(&rows->arena);
	*rows = (struct rows){ 0 };
}

static enum presence struct_presence(const struct field *field, const void *record)
{
	enum presence first = ABSENT;

	for (size_t n = 0; n < field->n_members; n++) {
		struct value value;

		record_value(&field->members[n], record, &value);
		if (value.is == PRESENT)
			return PRESENT;
		if (n == 0)
			first = value.is;
	}
	return first;
}

void record_value(const struct field *field, const void *record, struct value *ret)
{
	const struct record *head = record;

	assert(field->source < MAX_SOURCES);
	if (field->source > 0 && head->source[field->source] != PRESENT) {
		*ret = (struct value){ .is = (enum presence)head->source[field->source] };
		return;
	}
	field_item_value(field, record, ret);
	if (field->kind == KIND_STRUCT)
		ret->is = struct_presence(field, record);
}
