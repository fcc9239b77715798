/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns: from the words of -o to the fields of a collector. */
#include "query/columns.h"

#include <errno.h>
#include <stdio.h>

#include "query/expression_node.h"
#include "query/function.h"

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
	expression_pool_done(&columns->pool);
	*columns = (struct columns){ 0 };
}

static bool has_column(const struct columns *columns, const char *name)
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
	return has_column(columns, column->name) ? 0 : columns_append(columns, column);
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

int columns_suggest(const struct collector *collector, struct suggestion *suggestion,
                    struct buffer *why)
{
	_cleanup_columns_ struct columns known = { 0 };
	int r = all_names(collector, &known);

	for (size_t n = 0; n < known.n; n++)
		suggestion_offer(suggestion, text_of(known.items[n].name));
	return r < 0 ? r : suggestion_explain(suggestion, "column", why);
}

static int refuse(const struct collector *collector, struct text name, struct buffer *why)
{
	struct suggestion suggestion = suggestion_for(name);
	int r = columns_suggest(collector, &suggestion, why);

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
	if (text_equal(text_of(field->alias), name))
		name = text_of(field->name);
	*ret = (struct column){ .field = field };
	snprintf(ret->name, sizeof(ret->name), "%.*s", (int)name.length, name.bytes);
	return 0;
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

/* ---- the list of -o ---- */

struct listing {
	const struct collector *collector;
	struct columns *columns;
	struct buffer *why;
};

/* "length(cmdline)" is cmdline_length: a call is named by what it says, backwards. */
static bool name_call(const struct expression *node, char *name, size_t size)
{
	char inner[sizeof(((struct column *)NULL)->name)];

	if (node->kind == NODE_FIELD || node->kind == NODE_EACH)
		return (size_t)snprintf(name, size, "%.*s", (int)node->place.length,
		                        node->place.bytes) < size;
	if (!node->function)
		return false;
	for (size_t n = 1; n < node->n_arguments; n++)
		if (node->arguments[n]->kind != NODE_CONSTANT)
			return false;
	if (node->n_arguments == 0)
		return snprintf(name, size, "%s", node->function->name) < (int)size;
	return name_call(node->arguments[0], inner, sizeof(inner)) &&
	       (size_t)snprintf(name, size, "%s_%s", inner, node->function->name) < size;
}

/* What the values are, under the column's own name. */
static int describe_column(struct listing *listing, const struct expression_item *item,
                           struct column *column)
{
	struct field *type = arena_alloc(&listing->columns->pool.arena, sizeof(*type));
	struct text name, help;

	if (!type || arena_copy(&listing->columns->pool.arena, text_of(column->name), &name) < 0 ||
	    arena_copy(&listing->columns->pool.arena, item->text, &help) < 0)
		return -ENOMEM;
	*type = *expression_type(item->root);
	if (item->root->kind == NODE_EACH)
		type->kind = field_type(type) == TYPE_TEXT ? KIND_TEXTS : KIND_NUMBERS;
	type->name = name.bytes;
	type->alias = NULL;
	type->instead = NULL;
	if (item->root->kind != NODE_FIELD)
		type->help = help.bytes;
	column->field = type;
	column->expression = item->root;
	return 0;
}

static int refuse_item(struct listing *listing, struct text text, const char *what)
{
	int r = buffer_add_format(listing->why, "'%.*s' %s", (int)MIN(text.length, 60u), text.bytes,
	                          what);

	return r < 0 ? r : -EINVAL;
}

/* Two columns of one name would be one key of an object. */
static int add_expression(struct listing *listing, const struct expression_item *item)
{
	struct column column = { 0 };
	bool is_named = item->name.length > 0;
	int r;

	if (item->root->kind == NODE_EACH && field_type(item->root->type) != TYPE_TEXT &&
	    field_type(item->root->type) != TYPE_UINT)
		return refuse_item(listing, item->text, "cannot be shown as a list");
	if (is_named ? (size_t)snprintf(column.name, sizeof(column.name), "%.*s",
	                                (int)item->name.length,
	                                item->name.bytes) >= sizeof(column.name)
	             : !name_call(item->root, column.name, sizeof(column.name)))
		return refuse_item(listing, is_named ? item->name : item->text,
		                   is_named ? "is too long a name for a column"
		                            : "needs a name: NAME=EXPR");
	if (has_column(listing->columns, column.name))
		return refuse_item(listing, text_of(column.name), "is the name of two columns");
	r = describe_column(listing, item, &column);
	return r < 0 ? r : columns_add(listing->columns, &column);
}

static int add_item(void *arg, const struct expression_item *item)
{
	struct listing *listing = arg;
	const struct expression *root = item->root;
	struct column column = { .field = root->type };
	int r;

	if (item->name.length > 0 ||
	    (root->kind != NODE_FIELD && !(root->kind == NODE_CALL && root->function->is_name)))
		return add_expression(listing, item);
	if (root->kind == NODE_CALL) {
		snprintf(column.name, sizeof(column.name), "%s", root->type->name);
		return columns_add(listing->columns, &column);
	}
	r = column_find(listing->collector, root->place, &column, listing->why);
	return r < 0 ? r : columns_add(listing->columns, &column);
}

static int add_named(const struct collector *collector, const char *list, struct columns *columns,
                     struct buffer *why)
{
	struct listing listing = { .collector = collector, .columns = columns, .why = why };
	struct scope scope = { .collector = collector, .named = columns };

	return expression_parse_list(&columns->pool, &scope, LIST_OF_COLUMNS, list, add_item,
	                             &listing, why);
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
