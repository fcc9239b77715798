/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completion in expressions: columns, also those that the user has defined, members, functions, and
 * words of an enumeration.
 */
#include "command/complete_column.h"

#include <stdio.h>

#include "query/function.h"
#include "query/grouping.h"

/* The names that are known at the place that is completed. */
struct names {
	const struct collector *collector;
	const struct field *list;     /* inside exists(): its list; or NULL */
	const struct columns *own[2]; /* columns and keys that the user has defined */
};

static struct text trim_end(struct text text)
{
	while (text.length > 0 && strchr(" \t\n", text.bytes[text.length - 1]))
		text.length--;
	return text;
}

/* The name at the end of a text: "status" of "rss > 1 and status"; empty if there is none. */
static struct text last_name(struct text text)
{
	size_t begin = text.length;

	while (begin > 0 && !strchr(" \t\n,(!&|=<>~", text.bytes[begin - 1]))
		begin--;
	return text_skip(text, begin);
}

/* The text before the open list of "… in (zombie, "; empty if there is none. */
static struct text before_in(struct text before)
{
	struct text nothing = { 0 };

	while (before.length > 0 && !strchr("()", before.bytes[before.length - 1]))
		before.length--;
	if (before.length == 0 || before.bytes[--before.length] == ')')
		return nothing;
	before = trim_end(before);
	if (!text_ends(before, TEXT(" in")))
		return nothing;
	before.length -= strlen(" in");
	before = trim_end(before);
	if (text_ends(before, TEXT(" not")))
		before.length -= strlen(" not");
	return trim_end(before);
}

/* The text before "==", "!=" or "=" at the end; empty if there is none. */
static struct text before_equals(struct text before)
{
	struct text left = trim_end(before);

	if (left.length == 0 || left.bytes[left.length - 1] != '=')
		return (struct text){ 0 };
	while (left.length > 0 && strchr("=!", left.bytes[left.length - 1]))
		left.length--;
	return trim_end(left);
}

static const struct field *find_field(const struct names *names, struct text name)
{
	const struct field *field =
		names->list ? field_find_path(names->list->members, names->list->n_members, name)
			    : NULL;

	for (size_t i = 0; i < ARRAY_SIZE(names->own) && !field; i++)
		for (size_t n = 0; n < names->own[i]->n; n++)
			if (text_equal(name, text_of(names->own[i]->items[n].name)))
				field = names->own[i]->items[n].field;
	return field ? field : column_field(names->collector, name);
}

/* The column that is compared for equality: status of "rss > 1 and status == "; or NULL. */
static const struct field *find_compared(const struct names *names, struct text before)
{
	struct text left = before_equals(before);
	struct text name = last_name(left.length > 0 ? left : before_in(before));

	return name.length > 0 ? find_field(names, name) : NULL;
}

/* The list of the innermost exists() that is not closed yet; NULL: there is none. */
static const struct field *find_list(const struct collector *collector, struct text before)
{
	size_t n_closed = 0;

	for (size_t n = before.length; n-- > 0;) {
		struct text left = { .bytes = before.bytes, .length = n }, list, rest;
		const struct field *field;

		if (before.bytes[n] == ')')
			n_closed++;
		if (before.bytes[n] != '(')
			continue;
		if (n_closed > 0) {
			n_closed--;
			continue;
		}
		if (!text_ends(left, TEXT("exists")) ||
		    !text_cut(text_skip(before, n + 1), ',', &list, &rest))
			continue;
		field = column_field(collector, text_trim(list));
		if (field && field->kind == KIND_STRUCTS)
			return field;
	}
	return NULL;
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

static void offer_all(const struct columns *columns, const struct offering *offering)
{
	for (size_t n = 0; n < columns->n; n++)
		offering->offer(offering->arg, columns->items[n].name,
		                columns->items[n].field->help);
}

/* Offers the user's columns, except those that the collector has too, and a key only once. */
static void offer_own(const struct names *names, const struct offering *offering)
{
	for (size_t i = 0; i < ARRAY_SIZE(names->own); i++)
		for (size_t n = 0; n < names->own[i]->n; n++) {
			const struct column *column = &names->own[i]->items[n];

			if (column->expression &&
			    !(i > 0 && columns_have(names->own[0], column->name)) &&
			    !column_field(names->collector, text_of(column->name)))
				offering->offer(offering->arg, column->name, column->field->help);
		}
}

/* Offers columns. Members are many: they are offered behind a dot only, except in exists(). */
static void offer_columns(const struct names *names, const char *begun,
                          const struct offering *offering)
{
	const struct collector *collector = names->collector;
	_cleanup_columns_ struct columns columns = { 0 };
	char prefix[64];
	int r = names->list ? columns_add_members(&columns, "", names->list) : 0;

	offer_all(&columns, offering);
	columns_done(&columns);
	if (r == 0)
		r = columns_known(collector, &columns);
	if (r == 0)
		r = columns_add_rates(collector, &columns);
	for (size_t n = 0; n < collector->n_fields && r == 0 && strchr(begun, '.'); n++) {
		snprintf(prefix, sizeof(prefix), "%s.", collector->fields[n].name);
		r = columns_add_members(&columns, prefix, &collector->fields[n]);
	}
	offer_all(&columns, offering);
}

static void offer(const struct names *names, struct text before, const char *begun,
                  const struct offering *offering)
{
	const struct field *compared = find_compared(names, before);

	for (size_t n = 0; compared && compared->words && compared->words[n]; n++)
		offering->offer(offering->arg, compared->words[n], NULL);
	if (compared && compared->words)
		return;
	offer_own(names, offering);
	offer_columns(names, begun, offering);
	offer_functions(offering);
}

void lists_read(struct lists *lists, const char *option, const char *value, bool is_whole)
{
	const char **list = strcmp(option, "output") == 0     ? &lists->columns
	                    : strcmp(option, "group-by") == 0 ? &lists->keys
	                                                      : NULL;

	if (!list)
		return;
	*list = value;
	lists->begun = is_whole ? lists->begun : value;
}

/* The complete items of a list: the text before the last comma that is not in parentheses. */
static struct text whole_parts(const struct lists *lists, const char *list)
{
	struct text whole = text_of(list ? list : "");
	size_t depth = 0, end = 0;

	if (list != lists->begun)
		return whole;
	for (size_t n = 0; n < whole.length; n++) {
		depth += whole.bytes[n] == '(';
		depth -= whole.bytes[n] == ')' && depth > 0;
		if (whole.bytes[n] == ',' && depth == 0)
			end = n;
	}
	whole.length = end;
	return whole;
}

/* Parses the columns and keys that the user has defined so far; none if a list has errors. */
static void parse_lists(const struct collector *collector, const struct lists *lists,
                        struct arena *arena, struct grouping *ret_keys, struct columns *ret_columns)
{
	struct scope scope = { .collector = collector };
	_cleanup_buffer_ struct buffer why = { 0 };
	struct text keys, columns;

	if (arena_copy(arena, whole_parts(lists, lists->keys), &keys) < 0 ||
	    arena_copy(arena, whole_parts(lists, lists->columns), &columns) < 0)
		return;
	if (keys.length > 0 && grouping_parse_keys(ret_keys, collector, keys.bytes, &why) == 0)
		scope.keys = &ret_keys->keys;
	if (columns.length > 0)
		columns_parse(&scope, "", columns.bytes, ret_columns, &why);
}

void complete_column(const struct collector *collector, const struct lists *lists,
                     struct text before, const char *begun, const struct offering *offering)
{
	_cleanup_(grouping_done) struct grouping grouping = { 0 };
	_cleanup_columns_ struct columns columns = { 0 };
	_cleanup_arena_ struct arena arena = { 0 };
	struct names names = {
		.collector = collector,
		.list = find_list(collector, before),
		.own = { &columns, &grouping.keys },
	};

	parse_lists(collector, lists, &arena, &grouping, &columns);
	offer(&names, before, begun, offering);
}
