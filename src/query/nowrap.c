/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Totals: counters that never fall from one report to the next. */
#include "query/nowrap.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "query/key.h"

static void set_done(struct total_set *set)
{
	free(set->entries);
	arena_done(&set->arena);
	*set = (struct total_set){ 0 };
}

void totals_done(struct totals *totals)
{
	columns_done(&totals->counters);
	columns_done(&totals->keys);
	set_done(&totals->before);
	set_done(&totals->now);
	*totals = (struct totals){ 0 };
}

/* Whether the counter itself is in the record: a computed column follows the ones it is made of. */
static bool is_remembered(const struct field *field)
{
	return field->is_counter && !field->get &&
	       (field->kind == KIND_U64 || field->kind == KIND_OPT_U64);
}

int totals_prepare(struct totals *totals, const struct collector *collector)
{
	int r = key_columns(collector, collector->key, &totals->keys);

	for (size_t n = 0; n < collector->n_fields && r == 0; n++) {
		const struct field *field = &collector->fields[n];

		struct column column = { .field = field };

		snprintf(column.name, sizeof(column.name), "%s", field->name);
		if (is_remembered(field))
			r = columns_add(&totals->counters, &column);
	}
	totals->collector = collector;
	return r;
}

static int compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct total_entry *)a)->key, ((const struct total_entry *)b)->key);
}

static const struct total *find_totals(const struct total_set *set, const char *key)
{
	struct total_entry wanted = { .key = key }, *entry = NULL;

	if (set->n > 0)
		entry = bsearch(&wanted, set->entries, set->n, sizeof(wanted), compare_entries);
	return entry ? entry->totals : NULL;
}

static struct total_entry *add_entry(struct total_set *set, const char *key)
{
	struct text copy;

	if (array_grow(&set->entries, set->n, &set->size, sizeof(*set->entries)) < 0 ||
	    arena_copy(&set->arena, (struct text){ .bytes = key, .length = strlen(key) + 1 },
	               &copy) < 0)
		return NULL;
	set->entries[set->n] = (struct total_entry){ .key = copy.bytes };
	return &set->entries[set->n++];
}

/* The counter in the record; NULL if it is absent. */
static uint64_t *counter_of(const struct field *field, void *record)
{
	void *member = (char *)record + field->offset;
	struct opt_u64 *optional = member;

	if (field->kind == KIND_U64)
		return member;
	return optional->is == PRESENT ? &optional->v : NULL;
}

/* A sum that overflows stays at the largest number. */
static uint64_t add_saturated(uint64_t a, uint64_t b)
{
	return __builtin_add_overflow(a, b, &a) ? UINT64_MAX : a;
}

/* The total after this report. A counter that is absent now is remembered as it was. */
static struct total continue_total(struct total before, uint64_t *counter)
{
	struct total now = before;

	if (!counter)
		return before;
	/* A driver that is reset or busy reports 0 for a moment: the next value decides. */
	if (*counter == 0)
		now.raw = before.raw;
	else
		now.raw = *counter;
	if (now.raw < before.raw)
		now.offset = add_saturated(before.offset, before.raw);
	*counter = add_saturated(now.raw, now.offset);
	return now;
}

int totals_apply(struct totals *totals, void *record)
{
	_cleanup_buffer_ struct buffer key = { 0 };
	struct total *list = arena_array(&totals->now.arena, totals->counters.n + 1, sizeof(*list));
	const struct total *before;
	struct total_entry *entry;

	if (!list || key_of(&totals->keys, record, &key) < 0)
		return -ENOMEM;
	entry = add_entry(&totals->now, key.text);
	if (!entry)
		return -ENOMEM;
	before = find_totals(&totals->before, key.text);
	for (size_t n = 0; n < totals->counters.n; n++)
		list[n] = continue_total(before ? before[n] : (struct total){ 0 },
		                         counter_of(totals->counters.items[n].field, record));
	entry->totals = list;
	return 0;
}

void totals_forget(struct totals *totals)
{
	set_done(&totals->now);
}

void totals_next(struct totals *totals)
{
	if (totals->now.n > 0)
		qsort(totals->now.entries, totals->now.n, sizeof(*totals->now.entries),
		      compare_entries);
	set_done(&totals->before);
	totals->before = totals->now;
	totals->now = (struct total_set){ 0 };
}

int totals_add(struct totals *totals, const char *key, const struct total *list)
{
	struct total *copy = arena_array(&totals->now.arena, totals->counters.n + 1, sizeof(*copy));
	struct total_entry *entry = copy ? add_entry(&totals->now, key) : NULL;

	if (!entry)
		return -ENOMEM;
	memcpy(copy, list, totals->counters.n * sizeof(*copy));
	entry->totals = copy;
	return 0;
}
