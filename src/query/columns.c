/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns: from names to the fields of a collector. */
#include "query/columns.h"

#include <errno.h>
#include <stdio.h>

#include "query/function.h"

void columns_done(struct columns *columns)
{
	expression_pool_done(&columns->pool);
	*columns = (struct columns){ 0 };
}

bool columns_have(const struct columns *columns, const char *name)
{
	for (size_t n = 0; n < columns->n; n++)
		if (strcmp(columns->items[n].name, name) == 0)
			return true;
	return false;
}

int columns_append(struct columns *columns, const struct column *column)
{
	struct column *items =
		arena_grow(&columns->pool.arena, columns->items, columns->n, sizeof(*items));

	if (!items)
		return -ENOMEM;
	items[columns->n++] = *column;
	columns->items = items;
	return 0;
}

int columns_add(struct columns *columns, const struct column *column)
{
	return columns_have(columns, column->name) ? 0 : columns_append(columns, column);
}

static int add_field(struct columns *columns, const char *prefix, const struct field *field)
{
	struct column column = { .field = field };

	snprintf(column.name, sizeof(column.name), "%s%s", prefix, field->name);
	return columns_add(columns, &column);
}

int columns_add_named(struct columns *columns, const char *name)
{
	const struct function *function = function_find(text_of(name));
	struct expression *node = arena_alloc(&columns->pool.arena, sizeof(*node));
	struct column column = { .field = function->type, .expression = node };

	if (!node)
		return -ENOMEM;
	*node = (struct expression){ .kind = NODE_CALL,
		                     .type = function->type,
		                     .place = text_of(function->name),
		                     .function = function };
	snprintf(column.name, sizeof(column.name), "%s", function->name);
	return columns_add(columns, &column);
}

static int add_short_names(struct columns *columns, const struct field *field)
{
	int r = 0;

	for (size_t n = 0; field->kind == KIND_STRUCT && n < field->n_members && r == 0; n++)
		if (field->members[n].is_short)
			r = add_field(columns, "", &field->members[n]);
	return r;
}

int columns_known(const struct collector *collector, struct columns *ret)
{
	_cleanup_columns_ struct columns columns = { 0 };
	int r = 0;

	for (size_t n = 0; n < collector->n_fields && r == 0; n++) {
		if (collector->fields[n].is_unlisted)
			continue;
		r = add_field(&columns, "", &collector->fields[n]);
		if (r == 0)
			r = add_short_names(&columns, &collector->fields[n]);
	}
	if (r == 0 && collector->record_size > 0) /* 0: the rows of an action */
		r = columns_add_named(&columns, "missing");
	if (r < 0)
		return r;
	*ret = columns;
	columns = (struct columns){ 0 };
	return 0;
}

int columns_add_all(const struct collector *collector, struct columns *columns)
{
	int r = 0;

	for (size_t n = 0; n < collector->n_fields && r == 0; n++)
		if (!collector->fields[n].is_unlisted)
			r = add_field(columns, "", &collector->fields[n]);
	return r < 0 ? r : columns_add_named(columns, "missing");
}

int columns_add_members(struct columns *columns, const char *prefix, const struct field *field)
{
	char name[sizeof(columns->items->name)];
	int r = 0;

	for (size_t n = 0; n < field->n_members && r == 0; n++) {
		const struct field *member = &field->members[n];

		r = add_field(columns, prefix, member);
		snprintf(name, sizeof(name), "%s%s.", prefix, member->name);
		if (r == 0 && member->kind == KIND_STRUCT)
			r = columns_add_members(columns, name, member);
	}
	return r;
}

int columns_add_rates(const struct collector *collector, struct columns *columns)
{
	_cleanup_columns_ struct columns known = { 0 };
	int r = columns_known(collector, &known);

	for (size_t n = 0; n < known.n && r == 0; n++) {
		struct column column = known.items[n];
		size_t length = strlen(column.name);

		snprintf(column.name + length, sizeof(column.name) - length, "_rate");
		if (column.field->is_counter)
			r = columns_add(columns, &column);
	}
	return r;
}

/* The known names, then those of members at any depth, of unlisted columns, and of rates. */
static int all_names(const struct collector *collector, struct columns *ret)
{
	int r = columns_known(collector, ret);

	for (size_t n = 0; n < collector->n_fields && r == 0; n++) {
		char prefix[sizeof(ret->items->name)];

		snprintf(prefix, sizeof(prefix), "%s.", collector->fields[n].name);
		r = columns_add_members(ret, prefix, &collector->fields[n]);
		if (r == 0 && collector->fields[n].is_unlisted)
			r = add_field(ret, "", &collector->fields[n]);
	}
	return r < 0 ? r : columns_add_rates(collector, ret);
}

/* Lists the valid members for an unknown one: those of memory_percent for memory_percent.pps. */
static int list_siblings(const struct columns *known, struct text word, struct buffer *why)
{
	struct text prefix, member;
	const char *before = " (valid: ";
	int r = 0;

	if (!text_cut_last(word, '.', &prefix, &member))
		return 0;
	prefix.length++; /* the dot */
	for (size_t n = 0; n < known->n && r == 0; n++) {
		const char *name = known->items[n].name;

		if (!text_starts(text_of(name), prefix))
			continue;
		r = buffer_add_format(why, "%s%s", before, name);
		before = ", ";
	}
	return r == 0 && before[0] == ',' ? buffer_add_byte(why, ')') : r;
}

int columns_suggest(const struct collector *collector, struct suggestion *suggestion,
                    struct buffer *why)
{
	_cleanup_columns_ struct columns known = { 0 };
	int r = all_names(collector, &known);

	for (size_t n = 0; n < known.n; n++)
		suggestion_offer(suggestion, text_of(known.items[n].name));
	if (r == 0)
		r = suggestion_explain(suggestion, "column", why);
	if (r == 0 && suggestion->distance > 1)
		r = list_siblings(&known, suggestion->word, why);
	return r;
}

static int refuse(const struct collector *collector, struct text name, struct buffer *why)
{
	struct suggestion suggestion = suggestion_for(name);
	int r = columns_suggest(collector, &suggestion, why);

	return r < 0 ? r : -EINVAL;
}

/* The member of a struct that may be named without the struct: rss for memory_info.rss. */
static const struct field *find_short(const struct collector *collector, struct text name)
{
	for (size_t n = 0; n < collector->n_fields; n++) {
		const struct field *field = &collector->fields[n];
		const struct field *member =
			field->kind == KIND_STRUCT
				? field_find(field->members, field->n_members, name)
				: NULL;

		if (member && member->is_short)
			return member;
	}
	return NULL;
}

static const struct field *find_alias(const struct collector *collector, struct text name)
{
	for (size_t n = 0; n < collector->n_fields; n++) {
		const struct field *field = &collector->fields[n];

		if (field_is_called(field, name))
			return field;
		for (size_t i = 0; field->kind == KIND_STRUCT && i < field->n_members; i++)
			if (field->members[i].is_short && field_is_called(&field->members[i], name))
				return &field->members[i];
	}
	return NULL;
}

const struct field *column_field(const struct collector *collector, struct text name)
{
	const struct field *field = field_find_path(collector->fields, collector->n_fields, name);

	if (!field)
		field = find_short(collector, name);
	return field || name.length == 0 ? field : find_alias(collector, name);
}

int column_find(const struct collector *collector, struct text name, struct column *ret,
                struct buffer *why)
{
	const struct field *field = column_field(collector, name);

	if (!field)
		return refuse(collector, name, why);
	if (field_is_called(field, name))
		name = text_of(field->name);
	*ret = (struct column){ .field = field };
	snprintf(ret->name, sizeof(ret->name), "%.*s", (int)name.length, name.bytes);
	return 0;
}

unsigned column_context(const struct column *column)
{
	return column->expression ? expression_context(column->expression) : 0;
}

unsigned columns_context(const struct columns *columns)
{
	unsigned context = 0;

	for (size_t n = 0; n < columns->n; n++)
		context |= column_context(&columns->items[n]);
	return context;
}

void column_value(const struct column *column, struct evaluation *evaluation, struct value *ret)
{
	if (column->expression)
		expression_evaluate(column->expression, evaluation, ret);
	else
		record_value(column->field, evaluation->record, ret);
}

uint64_t columns_sources(const struct collector *collector, const struct columns *columns)
{
	uint64_t sources = 0;

	for (size_t n = 0; n < columns->n; n++) {
		const struct column *column = &columns->items[n];

		sources |= column->expression ? expression_sources(collector, column->expression)
		                              : collector_sources_of(collector, column->field);
	}
	return sources;
}
