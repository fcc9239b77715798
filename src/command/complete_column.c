/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completion inside of expressions: columns, members, functions, words of an enumeration. */
#include "command/complete_column.h"

#include <stdio.h>

#include "query/columns.h"
#include "query/function.h"

static bool is_mark(char c)
{
	return c == ' ' || c == '=' || c == '!';
}

/* The column that a comparison for equality stands behind: of "rss > 1 and status == ". */
static const struct field *find_compared(const struct collector *collector, struct text before)
{
	_cleanup_buffer_ struct buffer why = { 0 };
	struct column column = { 0 };
	size_t end = before.length, begin;
	bool has_equals = false;

	for (; end > 0 && is_mark(before.bytes[end - 1]); end--)
		has_equals = has_equals || before.bytes[end - 1] == '=';
	for (begin = end; begin > 0 && !strchr(" \t,(!&|", before.bytes[begin - 1]); begin--)
		;
	if (!has_equals || begin == end)
		return NULL;
	if (column_find(collector, (struct text){ before.bytes + begin, end - begin }, &column,
	                &why) < 0)
		return NULL;
	return column.field;
}

static void offer_members(const struct field *field, const char *begun,
                          const struct offering *offering)
{
	char name[96];

	for (size_t n = 0; n < field->n_members; n++) {
		snprintf(name, sizeof(name), "%s.%s", field->name, field->members[n].name);
		if (text_starts(text_of(begun), text_of(field->name)))
			offering->offer(offering->arg, name, field->members[n].help);
	}
}

static void offer_functions(const struct offering *offering)
{
	char call[32];

	for (size_t n = 0; n < n_functions; n++) {
		snprintf(call, sizeof(call), "%s(", functions[n].name);
		if (!functions[n].is_name)
			offering->offer(offering->arg, call, functions[n].help);
	}
}

void complete_column(const struct collector *collector, struct text before, const char *begun,
                     const struct offering *offering)
{
	const struct field *compared = find_compared(collector, before);
	struct columns columns = { 0 };

	for (size_t n = 0; compared && compared->words && compared->words[n]; n++)
		offering->offer(offering->arg, compared->words[n], NULL);
	if (compared && compared->words)
		return;
	if (columns_known(collector, &columns) == 0)
		for (size_t n = 0; n < columns.n; n++)
			offering->offer(offering->arg, columns.items[n].name,
			                columns.items[n].field->help);
	columns_done(&columns);
	for (size_t n = 0; strchr(begun, '.') && n < collector->n_fields; n++)
		offer_members(&collector->fields[n], begun, offering);
	offer_functions(offering);
}
