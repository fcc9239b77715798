/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expression: what a name means. */
#include <errno.h>

#include "base/number.h"
#include "base/suggest.h"
#include "query/columns.h"
#include "query/function.h"

static int new_field(struct parser *parser, enum node_kind kind, const struct field *type,
                     struct text place, struct expression **ret)
{
	int r = node_new(parser, kind, place, ret);

	if (r == 0)
		(*ret)->type = type;
	return r;
}

/* true, false and null. */
static int find_word(struct parser *parser, struct text name, struct expression **ret)
{
	bool is_true = text_equal(name, TEXT("true"));
	int r;

	if (text_equal(name, TEXT("null")))
		return new_field(parser, NODE_CONSTANT, &type_null, name, ret);
	if (!is_true && !text_equal(name, TEXT("false")))
		return -ENOENT;
	r = node_new(parser, NODE_CONSTANT, name, ret);
	if (r == 0)
		(*ret)->constant = (struct value){ .is = PRESENT, .b = is_true };
	return r;
}

/* A key of -g; within an aggregate, the expression of the key. */
static int find_key(struct parser *parser, struct text name, struct expression **ret)
{
	const struct columns *keys = parser->scope->keys;
	int r;

	for (size_t n = 0; keys && n < keys->n; n++) {
		const struct column *key = &keys->items[n];

		if (!text_equal(name, text_of(key->name)))
			continue;
		if (parser->is_of_rows) {
			return key->expression ? node_under_name(parser, key->expression, name, ret)
			                       : -ENOENT;
		}
		r = new_field(parser, NODE_KEY, key->field, name, ret);
		if (r == 0)
			(*ret)->slot = n;
		return r;
	}
	return -ENOENT;
}

/* A column that the user has defined: NAME=EXPR. */
static int find_named(struct parser *parser, struct text name, struct expression **ret)
{
	const struct columns *named = parser->scope->named;

	for (size_t n = 0; named && n < named->n; n++) {
		const struct column *column = &named->items[n];

		if (column->expression && text_equal(name, text_of(column->name)))
			return node_under_name(parser, column->expression, name, ret);
	}
	return -ENOENT;
}

/* The field of each item that LIST.PATH names; NULL: none. */
static const struct field *field_of_each(const struct parser *parser, struct text name,
                                         const struct field **ret_list)
{
	const struct collector *collector = parser->scope->collector;
	const struct field *list;
	struct text head, path;

	if (!text_cut(name, '.', &head, &path))
		return NULL;
	list = field_find(collector->fields, collector->n_fields, head);
	if (!list || list->kind != KIND_STRUCTS)
		return NULL;
	*ret_list = list;
	return field_find_path(list->members, list->n_members, path);
}

static int find_each(struct parser *parser, struct text name, struct expression **ret)
{
	const struct field *list, *field = field_of_each(parser, name, &list);
	int r;

	if (!field || !field_is_scalar(field))
		return -ENOENT;
	r = new_field(parser, NODE_EACH, field, name, ret);
	if (r == 0)
		(*ret)->list = list;
	return r;
}

static int find_item(struct parser *parser, struct text name, struct expression **ret)
{
	const struct field *field =
		parser->list ? field_find_path(parser->list->members, parser->list->n_members, name)
			     : NULL;

	return field ? new_field(parser, NODE_ITEM, field, name, ret) : -ENOENT;
}

/* time, host, missing: comes last, as a view may have a column of that name. */
static int find_function_name(struct parser *parser, struct text name, struct expression **ret)
{
	const struct function *function = function_find(name);
	int r;

	if (!function || !function->is_name)
		return -ENOENT;
	r = new_field(parser, NODE_CALL, function->type, name, ret);
	if (r == 0)
		(*ret)->function = function;
	return r;
}

static int find_column(struct parser *parser, struct text name, struct expression **ret)
{
	const struct field *field = column_field(parser->scope->collector, name);

	return field ? new_field(parser, NODE_FIELD, field, name, ret) : -ENOENT;
}

/* environ.PATH: a map, and behind the dot any name, which the map may or may not have. */
static int find_entry(struct parser *parser, struct text name, struct expression **ret)
{
	struct expression *map = NULL;
	struct text head, entry;
	int r;

	if (!text_cut(name, '.', &head, &entry))
		return -ENOENT;
	r = find_column(parser, head, &map);
	if (r == 0 && map->type->kind != KIND_MAP)
		r = -ENOENT;
	if (r == 0)
		r = new_field(parser, NODE_ENTRY, type_plain(KIND_TEXT), name, ret);
	if (r < 0)
		return r;
	(*ret)->constant = (struct value){ .is = PRESENT, .text = entry };
	return node_set_arguments(parser, *ret, &map, 1);
}

/* read_bytes_rate, for a counter read_bytes without a rate in the field table. */
static int find_rate(struct parser *parser, struct text name, struct expression **ret)
{
	struct text counter = name;
	struct expression *node;
	int r;

	if (!text_ends(name, TEXT("_rate")))
		return -ENOENT;
	counter.length -= strlen("_rate");
	r = find_column(parser, counter, &node);
	if (r == 0 && !node->type->is_counter)
		r = -ENOENT;
	return r < 0 ? r : node_rate(parser, node, name, ret);
}

static int find_name(struct parser *parser, struct text name, struct expression **ret)
{
	static int (*const finders[])(struct parser *, struct text, struct expression **) = {
		find_word, find_item,  find_key,  find_named,         find_column,
		find_each, find_entry, find_rate, find_function_name,
	};
	int r = -ENOENT;

	for (size_t n = 0; n < ARRAY_SIZE(finders) && r == -ENOENT; n++)
		r = finders[n](parser, name, ret);
	return r;
}

int node_named(struct parser *parser, struct text name, struct expression **ret)
{
	int r = find_name(parser, name, ret);

	if (r != -ENOENT)
		return r;
	r = node_text(parser, name, name, ret);
	if (r == 0)
		(*ret)->kind = NODE_WORD;
	return r;
}

int node_refuse_name(struct parser *parser, struct text name, struct text place)
{
	const struct columns *named = parser->scope->named, *keys = parser->scope->keys;
	const struct function *function = function_find(name);
	struct suggestion suggestion = suggestion_for(name);
	_cleanup_columns_ struct columns members = { 0 };
	int r = parser->list ? columns_add_members(&members, "", parser->list) : 0;
	const struct field *list;

	if (field_of_each(parser, name, &list)) /* it is there, but no value of its own */
		return parser_refuse(parser, place, "'%.*s' is a struct: use one of its members",
		                     (int)name.length, name.bytes);
	if (function && !function->is_name)
		return parser_refuse(parser, place, "'%.*s' is a function: %s", (int)name.length,
		                     name.bytes, function->help);
	for (size_t n = 0; n < members.n; n++)
		suggestion_offer(&suggestion, text_of(members.items[n].name));
	for (size_t n = 0; keys && n < keys->n; n++)
		suggestion_offer(&suggestion, text_of(keys->items[n].name));
	for (size_t n = 0; named && n < named->n; n++)
		suggestion_offer(&suggestion, text_of(named->items[n].name));
	if (r == 0)
		r = columns_suggest(parser->scope->collector, &suggestion, parser->why);
	return r < 0 ? r : parser_show(parser, place);
}

/* ---- bare words ---- */

/*
 * Whether NAME, compared with text, is a name and not text itself. An alias from ps(1), such as
 * comm or stat, is text here: a process may have that name.
 */
static bool is_known(struct parser *parser, struct text name)
{
	struct parser other = *parser;
	struct expression *node;

	other.rest = name;
	return text_equal(parser_peek_name(&other), name) && find_name(&other, name, &node) == 0 &&
	       !(node->kind == NODE_FIELD && field_is_called(node->type, name));
}

/* The word without quotes that comes next: it ends before a blank or a mark of the language. */
static struct text peek_word(const struct parser *parser)
{
	struct text word = { .bytes = parser->rest.bytes };

	while (word.length < parser->rest.length &&
	       !strchr(" \t\n()<>=!&|,\"'~", parser->rest.bytes[word.length]) &&
	       parser->rest.bytes[word.length])
		word.length++;
	return word;
}

static bool is_among(struct text word, const char *const *words)
{
	for (; words && *words; words++)
		if (text_equal(word, text_of(*words)))
			return true;
	return false;
}

int node_bare_word(struct parser *parser, const struct expression *other, struct expression **ret)
{
	struct text word = peek_word(parser);
	double number;
	int r;

	*ret = NULL;
	if (type_item_shape(other) != SHAPE_TEXT || word.length == 0 || word.bytes[0] == '-' ||
	    (word.length < parser->rest.length && word.bytes[word.length] == '('))
		return 0;
	if (!is_among(word, other->type->words) && !is_among(word, other->type->common) &&
	    (number_parse_double(word, &number) == 0 || is_known(parser, word)))
		return 0;
	r = node_text(parser, word, word, ret);
	parser->rest = text_skip(parser->rest, word.length);
	return r;
}
