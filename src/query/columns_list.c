/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns: parsing the lists of -o and -g: names and expressions. */
#include <errno.h>
#include <stdio.h>

#include "base/mark.h"
#include "query/columns.h"
#include "query/expression_node.h"
#include "query/function.h"

struct listing {
	const struct scope *scope;
	bool is_written; /* the user wrote the list: it is not the default */
	struct columns *columns;
	struct buffer *why;
};

bool column_name_call(const struct expression *node, char *name, size_t size)
{
	char inner[sizeof(((struct column *)NULL)->name)];

	if (node->kind == NODE_FIELD || node->kind == NODE_EACH || node->kind == NODE_KEY ||
	    node->kind == NODE_ENTRY)
		return (size_t)snprintf(name, size, "%.*s", (int)node->place.length,
		                        node->place.bytes) < size;
	if (!node->function)
		return false;
	for (size_t n = 1; n < node->n_arguments; n++)
		if (node->arguments[n]->kind != NODE_CONSTANT)
			return false;
	if (node->n_arguments == 0)
		return snprintf(name, size, "%s", node->function->name) < (int)size;
	return column_name_call(node->arguments[0], inner, sizeof(inner)) &&
	       (size_t)snprintf(name, size, "%s_%s", inner, node->function->name) < size;
}

/* The kind of a column that is an expression: one that can be null, as results may be. */
static enum kind kind_of(const struct expression *node)
{
	static const enum kind kinds[] = {
		[TYPE_UINT] = KIND_OPT_U64,  [TYPE_INT] = KIND_OPT_I64, [TYPE_FLOAT] = KIND_OPT_F64,
		[TYPE_BOOL] = KIND_OPT_BOOL, [TYPE_TEXT] = KIND_TEXT,   [TYPE_MAP] = KIND_MAP,
	};
	enum type type = field_type(expression_type(node));

	if (node->kind == NODE_EACH)
		return type == TYPE_TEXT ? KIND_TEXTS : KIND_NUMBERS;
	return type == TYPE_LIST ? expression_type(node)->kind : kinds[type];
}

/* Makes the field of a column that is an expression; SAID, its text, is the help. */
static int describe_column(struct columns *columns, struct text said, struct column *column)
{
	const struct expression *root = column->expression;
	struct field *type = arena_alloc(&columns->pool.arena, sizeof(*type));
	struct text name, help;

	if (!type || arena_copy(&columns->pool.arena, text_of(column->name), &name) < 0 ||
	    arena_copy(&columns->pool.arena, said, &help) < 0)
		return -ENOMEM;
	*type = *expression_type(root);
	if (root->kind != NODE_FIELD)
		*type = (struct field){ .help = help.bytes,
			                .unit = type->unit,
			                .kind = kind_of(root),
			                .words = type->words };
	type->name = name.bytes;
	type->alias = NULL;
	type->instead = NULL;
	column->field = type;
	return 0;
}

int columns_add_described(struct columns *columns, const struct column *column)
{
	struct column described = *column;
	int r = describe_column(columns, column->expression->place, &described);

	return r < 0 ? r : columns_add(columns, &described);
}

static int refuse_item(struct listing *listing, const struct expression_item *item,
                       struct text text, const char *what)
{
	int r = buffer_add_format(listing->why, "'%.*s' %s", (int)MIN(text.length, 60u), text.bytes,
	                          what);

	if (r == 0)
		r = mark_add(listing->why, item->root->whole,
		             item->name.length > 0 ? item->name : item->text);
	return r < 0 ? r : -EINVAL;
}

/*
 * Whether the list has the same column already: same name and same expression. rate(X) is also the
 * same as a rate that the field table has.
 */
static bool is_there(const struct columns *columns, const struct column *column)
{
	for (size_t n = 0; n < columns->n; n++) {
		const struct column *other = &columns->items[n];

		if (strcmp(other->name, column->name) != 0)
			continue;
		return other->expression
		               ? expression_equal(other->expression, column->expression)
		               : other->field->rate && column->expression->kind == NODE_RATE;
	}
	return false;
}

/* Refuses a second column of the same name: an object in JSON cannot have a key twice. */
static int add_expression(struct listing *listing, const struct expression_item *item)
{
	struct column column = { 0 };
	bool is_named = item->name.length > 0;
	int r;

	if (item->root->kind == NODE_EACH && field_type(item->root->type) != TYPE_TEXT &&
	    field_type(item->root->type) != TYPE_UINT)
		return refuse_item(listing, item, item->text, "cannot be shown as a list");
	if (is_named ? (size_t)snprintf(column.name, sizeof(column.name), "%.*s",
	                                (int)item->name.length,
	                                item->name.bytes) >= sizeof(column.name)
	             : !column_name_call(item->root, column.name, sizeof(column.name)))
		return refuse_item(listing, item, is_named ? item->name : item->text,
		                   is_named ? "is too long a name for a column"
		                            : "needs a name: NAME=EXPR");
	column.expression = item->root;
	if (is_there(listing->columns, &column))
		return 0;
	if (columns_have(listing->columns, column.name))
		return refuse_item(listing, item, text_of(column.name),
		                   "is the name of two columns");
	r = describe_column(listing->columns, item->text, &column);
	return r < 0 ? r : columns_add(listing->columns, &column);
}

/* A column of the collector, under the name that the user wrote; for an alias, its own name. */
static int add_plain(struct listing *listing, const struct expression *root)
{
	struct column column = { .field = root->type,
		                 .written = listing->is_written ? root : NULL };
	struct text name = root->place;

	if (root->kind == NODE_CALL)
		return columns_add_named(listing->columns, root->function->name);
	if (field_is_called(root->type, name))
		name = text_of(root->type->name);
	snprintf(column.name, sizeof(column.name), "%.*s", (int)name.length, name.bytes);
	return columns_add(listing->columns, &column);
}

static int add_item(void *arg, const struct expression_item *item)
{
	struct listing *listing = arg;
	const struct expression *root = item->root;
	bool is_plain =
		root->kind == NODE_FIELD || (root->kind == NODE_CALL && root->function->is_name);

	if (item->name.length > 0 || listing->scope->is_keys || !is_plain)
		return add_expression(listing, item);
	return add_plain(listing, root);
}

/* A column of the user's is known to the expressions that follow it in the list. */
static int add_named(const struct scope *scope, const char *list, bool is_written,
                     struct columns *columns, struct buffer *why)
{
	struct listing listing = {
		.scope = scope, .is_written = is_written, .columns = columns, .why = why
	};
	struct scope inner = *scope;

	inner.named = columns;
	return expression_parse_list(&columns->pool, &inner, LIST_OF_COLUMNS, list, add_item,
	                             &listing, why);
}

int columns_parse(const struct scope *scope, const char *defaults, const char *list,
                  struct columns *ret, struct buffer *why)
{
	_cleanup_columns_ struct columns columns = { 0 };
	bool is_more = list && *list == '+' && !scope->is_keys; /* keys have no defaults */
	bool is_all = list && strcmp(list, "all") == 0 && !scope->is_keys;
	int r = 0;

	if (!list || is_more)
		r = add_named(scope, defaults, false, &columns, why);
	if (r == 0 && is_all)
		r = columns_add_all(scope->collector, &columns);
	else if (r == 0 && list)
		r = add_named(scope, list + is_more, true, &columns, why);
	if (r < 0)
		return r;
	*ret = columns;
	columns = (struct columns){ 0 };
	return 0;
}
