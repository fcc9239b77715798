/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter: building its comparisons. where_holds.c evaluates them. */
#include "query/where.h"

#include <errno.h>
#include <stdio.h>

#include "model/record.h"
#include "query/where_node.h"

enum { LONGEST_REGEX = 4096, MOST_REPETITIONS = 10000 };

void where_done(struct where *where)
{
	for (struct where_node *node = where->regexes; node; node = node->next_regex) {
		regfree(node->regex);
		free(node->regex);
	}
	columns_done(&where->columns);
	arena_done(&where->arena);
	*where = (struct where){ 0 };
}

struct where_node *where_join(struct where *where, enum where_kind kind, struct where_node *left,
                              struct where_node *right)
{
	struct where_node *node = arena_alloc(&where->arena, sizeof(*node));

	if (!node)
		return NULL;
	where->n_nodes++;
	node->kind = kind;
	node->left = left;
	node->right = right;
	return node;
}

/*
 * glibc's regcomp() unrolls bounded repetitions: ((a{1,200}){1,200}){1,200} takes all memory there
 * is. The product of all the bounds says how far it could go.
 */
static bool is_modest(struct text pattern)
{
	uint64_t product = 1, bound = 0;
	bool is_inside = false;

	if (pattern.length > LONGEST_REGEX)
		return false;
	for (size_t n = 0; n < pattern.length; n++) {
		char c = pattern.bytes[n];

		if (c == '{' || (is_inside && c == ','))
			bound = 0;
		if (c == '{')
			is_inside = true;
		else if (is_inside && c >= '0' && c <= '9')
			bound = MIN(bound * 10 + (uint64_t)(c - '0'), UINT64_C(100000));
		else if (is_inside && c == '}')
			product *= MAX(bound, 1u);
		if (product > MOST_REPETITIONS)
			return false;
	}
	return true;
}

static int compile(struct where *where, struct where_node *node, struct text pattern,
                   struct buffer *why)
{
	_cleanup_free_ regex_t *regex = NULL;
	_cleanup_free_ char *string = strndup(pattern.bytes ? pattern.bytes : "", pattern.length);
	char reason[128];
	int r;

	regex = calloc(1, sizeof(*regex));
	if (!regex || !string)
		return -ENOMEM;
	if (!is_modest(pattern)) {
		r = buffer_add_format(why, "the regular expression is too large");
		return r < 0 ? r : -EINVAL;
	}
	r = regcomp(regex, string, REG_EXTENDED | REG_NOSUB);
	if (r != 0) {
		regerror(r, regex, reason, sizeof(reason));
		r = buffer_add_format(why, "regular expression '%s': %s", string, reason);
		return r < 0 ? r : -EINVAL;
	}
	node->regex = take(regex);
	node->next_regex = where->regexes;
	where->regexes = node;
	return 0;
}

static bool is_boolean_word(struct text text)
{
	return text_equal(text, TEXT("true")) || text_equal(text, TEXT("false"));
}

static int refuse(const struct column *column, const char *what, struct buffer *why)
{
	int r = buffer_add_format(why, "column '%s' (%s) %s", column->name,
	                          field_type_word(column->field), what);

	return r < 0 ? r : -EINVAL;
}

/* Whether the column can be compared so, and the literal as the column's type wants it. */
static int check_types(const struct column *column, enum comparison comparison,
                       struct literal *literal, struct buffer *why)
{
	const struct field *field = column->field;
	bool is_match = comparison == MATCHES || comparison == MATCHES_NOT;

	if (field->kind == KIND_TEXTS || field_type(field) == TYPE_TEXT) {
		if (literal->is_text || !is_match)
			return 0; /* a word that looks like a number is text here */
		return refuse(column, "is matched with quoted text", why);
	}
	if (!field_is_scalar(field))
		return refuse(column, "cannot be compared; name a member of it", why);
	if (is_match)
		return refuse(column, "is no text that could match", why);
	if (field_type(field) == TYPE_BOOL)
		return is_boolean_word(literal->text) ? 0 : refuse(column, "is true or false", why);
	if (is_boolean_word(literal->text) ||
	    (literal->is_text && literal_parse(literal->text, literal) < 0))
		return refuse(column, "is compared with a number", why);
	return 0;
}

int subject_find(const struct collector *collector, struct text name, struct subject *ret,
                 struct buffer *why)
{
	const struct field *list, *field;
	struct text head, path;

	*ret = (struct subject){ 0 };
	list = text_cut(name, '.', &head, &path)
	               ? field_find(collector->fields, collector->n_fields, head)
	               : NULL;
	field = list && list->kind == KIND_STRUCTS
	                ? field_find_path(list->members, list->n_members, path)
	                : NULL;
	if (!field)
		return column_find(collector, name, &ret->column, why);
	ret->list = list;
	ret->column.field = field;
	snprintf(ret->column.name, sizeof(ret->column.name), "%.*s", (int)name.length, name.bytes);
	return 0;
}

int where_compare(struct where *where, const struct subject *subject, enum comparison comparison,
                  struct literal literal, struct where_node **ret, struct buffer *why)
{
	const struct column *column = &subject->column;
	struct column needed = *column;
	struct where_node *node;
	int r = check_types(column, comparison, &literal, why);

	if (r < 0)
		return r;
	node = where_join(where, WHERE_COMPARE, NULL, NULL);
	if (!node)
		return -ENOMEM;
	node->field = column->field;
	node->list = subject->list;
	node->comparison = comparison;
	node->literal = literal;
	if (comparison == MATCHES || comparison == MATCHES_NOT)
		r = compile(where, node, literal.text, why);
	if (subject->list)
		needed.field = subject->list;
	if (r == 0)
		r = columns_add(&where->columns, &needed);
	if (r < 0)
		return r;
	*ret = node;
	return 0;
}

static int require(struct where *where, struct where_node *node)
{
	where->root = where->root ? where_join(where, WHERE_AND, where->root, node) : node;
	return where->root ? 0 : -ENOMEM;
}

int where_add(struct where *where, const struct collector *collector, const char *expression,
              struct buffer *why)
{
	struct where_node *node;
	int r = where_parse(where, collector, text_of(expression), &node, why);

	return r < 0 ? r : require(where, node);
}

/* One comparison more in a chain of alternatives. */
static int add_alternative(struct where *where, const struct subject *subject,
                           enum comparison comparison, struct text value, struct where_node **any,
                           struct buffer *why)
{
	struct literal literal = { .is_text = field_type(subject->column.field) != TYPE_BOOL };
	struct where_node *node;
	int r = arena_copy(&where->arena, value, &literal.text);

	if (r < 0)
		return r;
	r = where_compare(where, subject, comparison, literal, &node, why);
	if (r < 0)
		return r;
	*any = *any ? where_join(where, WHERE_OR, *any, node) : node;
	return *any ? 0 : -ENOMEM;
}

static int add_alternatives(struct where *where, const struct collector *collector,
                            const struct alternatives *alternatives, struct where_node **any,
                            struct buffer *why)
{
	struct subject subject;
	int r = subject_find(collector, text_of(alternatives->column), &subject, why);

	for (size_t n = 0; n < alternatives->n && r == 0; n++)
		r = add_alternative(where, &subject, alternatives->comparison,
		                    alternatives->values[n], any, why);
	return r;
}

int where_add_any(struct where *where, const struct collector *collector,
                  const struct alternatives *alternatives, size_t n, struct buffer *why)
{
	struct where_node *any = NULL;
	int r = 0;

	for (size_t i = 0; i < n && r == 0; i++)
		if (alternatives[i].n > 0)
			r = add_alternatives(where, collector, &alternatives[i], &any, why);
	return r < 0 || !any ? r : require(where, any);
}
