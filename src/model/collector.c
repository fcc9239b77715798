/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collector: finds the sources that a column needs, and fills them. */
#include "model/collector.h"

#include <assert.h>
#include <errno.h>

void operand_tell(const struct operand *operand, struct faults *faults)
{
	fault_tell(faults, operand->error == -FAULT_AS_SAID ? operand->said : operand->text,
	           operand->error);
}

const struct field *field_find(const struct field *fields, size_t n, struct text name)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(text_of(fields[i].name), name))
			return &fields[i];
	return NULL;
}

const struct field *field_find_path(const struct field *fields, size_t n, struct text path)
{
	const struct field *field = field_find(fields, n, path);
	struct text head, member;

	if (field || !text_cut(path, '.', &head, &member))
		return field;
	field = field_find(fields, n, head);
	if (!field || field->kind != KIND_STRUCT)
		return NULL;
	return field_find_path(field->members, field->n_members, member);
}

static uint64_t sources_of_names(const struct collector *collector, const char *names)
{
	struct text rest = text_of(names), name;
	uint64_t sources = 0;

	while (text_next_word(&rest, &name)) {
		const struct field *field =
			field_find_path(collector->fields, collector->n_fields, name);

		assert(field); /* a rate may only name columns of its own table */
		sources |= collector_sources_of(collector, field);
	}
	return sources;
}

uint64_t collector_sources_of(const struct collector *collector, const struct field *field)
{
	uint64_t sources = field->source > 0 ? BIT(field->source) : 0;

	if (field->kind == KIND_STRUCT)
		for (size_t n = 0; n < field->n_members; n++)
			sources |= collector_sources_of(collector, &field->members[n]);
	if (field->rate) {
		sources |= sources_of_names(collector, field->rate->of);
		if (field->rate->per)
			sources |= sources_of_names(collector, field->rate->per);
	}
	return sources;
}

uint64_t collector_closure(const struct collector *collector, uint64_t sources)
{
	for (size_t n = collector->n_sources; n-- > 1;)
		if (sources & BIT(n))
			sources |= collector->sources[n].needs;
	return sources;
}

bool collector_is_expensive(const struct collector *collector, uint64_t sources)
{
	sources = collector_closure(collector, sources);
	for (size_t n = 0; n < collector->n_sources; n++)
		if (sources & BIT(n) && collector->sources[n].is_expensive)
			return true;
	return false;
}

/* Notes in the record why a datum could not be read; only faults that cost more are errors. */
static int note_presence(int r, uint8_t *ret_presence)
{
	if (r < 0 && fault_cost(r) != COSTS_DATUM)
		return r;
	*ret_presence = (uint8_t)(r < 0 ? fault_presence(r) : PRESENT);
	return 0;
}

/*
 * Whether all sources that this source needs have been read; if not, notes the reason of the
 * missing one for this source too.
 */
static bool has_needs(const struct collector *collector, size_t source, struct record *record)
{
	for (uint64_t rest = collector->sources[source].needs; rest; rest &= rest - 1) {
		unsigned needed = (unsigned)__builtin_ctzll(rest);

		if (record->source[needed] == PRESENT)
			continue;
		record->source[source] = record->source[needed];
		return false;
	}
	return true;
}

int collector_fill(const struct collector *collector, uint64_t sources,
                   const struct fill_context *context, void *record)
{
	struct record *head = record;

	for (uint64_t rest = sources & (BIT(collector->n_sources) - 2); rest; rest &= rest - 1) {
		size_t n = (size_t)__builtin_ctzll(rest);
		int r;

		if (head->source[n] == PRESENT || !has_needs(collector, n, head))
			continue;
		r = note_presence(collector->sources[n].fill(context, record), &head->source[n]);
		if (r < 0)
			return r;
	}
	return 0;
}

int collector_run(const struct plan *plan, const struct take *take)
{
	const struct collector *collector = plan->collector;
	void *handle = NULL;
	int r = collector->open ? collector->open(plan, &handle) : 0;

	if (r == 0)
		r = collector->scan(handle, plan, take);
	if (collector->close)
		collector->close(handle);
	return r;
}

int rows_offer(const struct plan *plan, const struct fill_context *context, struct rows *rows)
{
	const struct collector *collector = plan->collector;
	void *record = rows_at(rows, collector->record_size, rows->n - 1);
	bool is_wanted = true;
	int r = 0;

	if (context && plan->could_want) {
		r = collector_fill(collector, plan->cheap, context, record);
		is_wanted = r == 0 && plan_could_want(plan, record);
	}
	if (r == 0 && is_wanted && context)
		r = collector_fill(collector, plan->deciding, context, record);
	if (r == 0 && is_wanted)
		is_wanted = plan_wants(plan, record);
	if (r == 0 && is_wanted && context)
		r = collector_fill(collector, plan->sources, context, record);
	if (r < 0 || !is_wanted)
		rows->n--;
	return r;
}

static bool is_any_present(const struct collector *collector, uint64_t sources,
                           const struct record *record)
{
	for (size_t n = 1; n < collector->n_sources; n++)
		if ((sources & BIT(n)) && record->source[n] == PRESENT)
			return true;
	return false;
}

void rows_offer_all(const struct plan *plan, size_t first, struct rows *rows)
{
	size_t size = plan->collector->record_size, kept = first;

	for (size_t n = first; n < rows->n; n++) {
		if (!plan_wants(plan, rows_at(rows, size, n)))
			continue;
		if (kept != n)
			memcpy(rows_at(rows, size, kept), rows_at(rows, size, n), size);
		kept++;
	}
	rows->n = kept;
}

/* Reports each source that could not be read. */
static void tell_missing(const struct plan *plan, const struct record *record)
{
	const struct collector *collector = plan->collector;

	for (size_t n = 1; n < collector->n_sources; n++)
		if (plan->sources & BIT(n))
			fault_tell(plan->faults, collector->sources[n].path,
			           fault_of_presence(record->source[n]));
}

int one_row_scan(void *handle _unused_, const struct plan *plan, const struct take *take)
{
	const struct collector *collector = plan->collector;
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	void *record = rows_add(&rows, collector->record_size);
	struct fill_context context = { .dir = -1, .scratch = &scratch, .arena = &rows.arena };
	int r;

	if (!record)
		return -ENOMEM;
	r = collector_fill(collector, plan->sources, &context, record);
	if (r < 0)
		return r;
	if (plan->sources && !is_any_present(collector, plan->sources, record)) {
		tell_missing(plan, record);
		return 0;
	}
	r = rows_offer(plan, NULL, &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}
