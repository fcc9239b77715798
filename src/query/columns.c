/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns: from the words of -o to the fields of a collector. */
#include "query/columns.h"

#include <errno.h>
#include <stdio.h>

#include "base/suggest.h"

const struct field missing_field = {
	.name = "missing",
	.kind = KIND_MAP,
	.help = "why each null column of the row is null: denied, zombie, none, unsupported",
};

const struct field time_field = {
	.name = "time",
	.kind = KIND_F64,
	.unit = UNIT_EPOCH,
	.help = "when the report was made",
};

const struct field host_field = {
	.name = "host",
	.kind = KIND_TEXT,
	.help = "name of the host",
};

void columns_done(struct columns *columns)
{
	free(columns->items);
	*columns = (struct columns){ 0 };
}

static bool has_column(const struct columns *columns, const char *name)
{
	for (size_t n = 0; n < columns->n; n++)
		if (strcmp(columns->items[n].name, name) == 0)
			return true;
	return false;
}

int columns_add(struct columns *columns, const struct column *column)
{
	struct column *items;

	if (has_column(columns, column->name))
		return 0;
	items = reallocarray(columns->items, columns->n + 1, sizeof(*items));
	if (!items)
		return -ENOMEM;
	items[columns->n] = *column;
	columns->items = items;
	columns->n++;
	return 0;
}

static int add_field(struct columns *columns, const char *prefix, const struct field *field)
{
	struct column column = { .field = field };

	snprintf(column.name, sizeof(column.name), "%s%s", prefix, field->name);
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
	if (r == 0)
		r = add_field(&columns, "", &missing_field);
	if (r < 0)
		return r;
	*ret = columns;
	columns = (struct columns){ 0 };
	return 0;
}

static int add_members(struct columns *columns, const struct field *field)
{
	char prefix[sizeof(columns->items->name)];
	int r = 0;

	snprintf(prefix, sizeof(prefix), "%s.", field->name);
	for (size_t n = 0; field->kind == KIND_STRUCT && n < field->n_members && r == 0; n++)
		r = add_field(columns, prefix, &field->members[n]);
	return r;
}

/* The known names, and behind them those of the members. */
static int all_names(const struct collector *collector, struct columns *ret)
{
	int r = columns_known(collector, ret);

	for (size_t n = 0; n < collector->n_fields && r == 0; n++)
		r = add_members(ret, &collector->fields[n]);
	return r;
}

static int refuse(const struct collector *collector, struct text name, struct buffer *why)
{
	_cleanup_columns_ struct columns known = { 0 };
	struct suggestion suggestion = suggestion_for(name);
	int r = name.length == 0 ? buffer_add(why, TEXT("a column has no name"))
	                         : all_names(collector, &known);

	for (size_t n = 0; n < known.n; n++)
		suggestion_offer(&suggestion, text_of(known.items[n].name));
	if (r == 0 && name.length > 0)
		r = suggestion_explain(&suggestion, "column", why);
	return r < 0 ? r : -EINVAL;
}

/* The member of any struct that is also known by its bare name. */
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

int column_find(const struct collector *collector, struct text name, struct column *ret,
                struct buffer *why)
{
	const struct field *field = field_find_path(collector->fields, collector->n_fields, name);

	if (text_equal(name, text_of(missing_field.name)))
		field = &missing_field;
	if (!field)
		field = find_short(collector, name);
	if (!field && name.length > 0) {
		field = find_alias(collector, name);
		if (field)
			name = text_of(field->name);
	}
	if (!field)
		return refuse(collector, name, why);
	*ret = (struct column){ .field = field };
	snprintf(ret->name, sizeof(ret->name), "%.*s", (int)name.length, name.bytes);
	return 0;
}

/* What is no record's can be shown, but neither filtered nor sorted by. */
static int find_shown(const struct collector *collector, struct text name, struct column *ret,
                      struct buffer *why)
{
	static const struct field *const of_the_row[] = { &time_field, &host_field };

	for (size_t n = 0; n < ARRAY_SIZE(of_the_row); n++)
		if (text_equal(name, text_of(of_the_row[n]->name)) &&
		    !field_find_path(collector->fields, collector->n_fields, name)) {
			*ret = (struct column){ .field = of_the_row[n] };
			snprintf(ret->name, sizeof(ret->name), "%s", of_the_row[n]->name);
			return 0;
		}
	return column_find(collector, name, ret, why);
}

static int add_named(const struct collector *collector, const char *list, struct columns *columns,
                     struct buffer *why)
{
	struct text rest = text_of(list), name;
	bool is_more = true;

	while (is_more) {
		struct column column;
		int r;

		is_more = text_cut(rest, ',', &name, &rest);
		if (!is_more)
			name = rest;
		r = find_shown(collector, name, &column, why);
		if (r == 0)
			r = columns_add(columns, &column);
		if (r < 0)
			return r;
	}
	return 0;
}

static int add_all(const struct collector *collector, struct columns *columns)
{
	int r = 0;

	for (size_t n = 0; n < collector->n_fields && r == 0; n++)
		if (!collector->fields[n].is_unlisted)
			r = add_field(columns, "", &collector->fields[n]);
	return r < 0 ? r : add_field(columns, "", &missing_field);
}

int columns_parse(const struct collector *collector, const char *defaults, const char *list,
                  struct columns *ret, struct buffer *why)
{
	_cleanup_columns_ struct columns columns = { 0 };
	int r = 0;

	if (!list || *list == '+')
		r = add_named(collector, defaults, &columns, why);
	if (r == 0 && list && strcmp(list, "all") == 0)
		r = add_all(collector, &columns);
	else if (r == 0 && list)
		r = add_named(collector, *list == '+' ? list + 1 : list, &columns, why);
	if (r < 0)
		return r;
	*ret = columns;
	columns = (struct columns){ 0 };
	return 0;
}
