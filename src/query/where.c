/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter: building its comparisons, and evaluating it on a record. */
#include "query/where.h"

#include <errno.h>

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

static bool is_number(const struct field *field)
{
	return field_type(field) <= TYPE_FLOAT;
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

int where_compare(struct where *where, const struct column *column, enum comparison comparison,
                  struct literal literal, struct where_node **ret, struct buffer *why)
{
	struct where_node *node;
	int r = check_types(column, comparison, &literal, why);

	if (r < 0)
		return r;
	node = where_join(where, WHERE_COMPARE, NULL, NULL);
	if (!node)
		return -ENOMEM;
	node->field = column->field;
	node->comparison = comparison;
	node->literal = literal;
	if (comparison == MATCHES || comparison == MATCHES_NOT)
		r = compile(where, node, literal.text, why);
	if (r == 0)
		r = columns_add(&where->columns, column);
	if (r == 0)
		*ret = node;
	return r;
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
static int add_alternative(struct where *where, const struct column *column,
                           enum comparison comparison, struct text value, struct where_node **any,
                           struct buffer *why)
{
	struct literal literal = { .is_text = field_type(column->field) != TYPE_BOOL };
	struct where_node *node;
	int r = arena_copy(&where->arena, value, &literal.text);

	if (r == 0)
		r = where_compare(where, column, comparison, literal, &node, why);
	if (r < 0)
		return r;
	*any = *any ? where_join(where, WHERE_OR, *any, node) : node;
	return *any ? 0 : -ENOMEM;
}

static int add_alternatives(struct where *where, const struct collector *collector,
                            const char *name, enum comparison comparison, const struct text *values,
                            size_t n_values, struct where_node **any, struct buffer *why)
{
	struct column column;
	int r = column_find(collector, text_of(name), &column, why);

	for (size_t n = 0; n < n_values && r == 0; n++)
		r = add_alternative(where, &column, comparison, values[n], any, why);
	return r;
}

int where_add_any(struct where *where, const struct collector *collector, const char *column,
                  enum comparison comparison, const struct text *values, size_t n_values,
                  struct buffer *why)
{
	struct where_node *any = NULL;
	int r = add_alternatives(where, collector, column, comparison, values, n_values, &any, why);

	return r < 0 || !any ? r : require(where, any);
}

int where_add_either(struct where *where, const struct collector *collector, const char *column,
                     const struct text *values, size_t n_values, const char *other_column,
                     const struct text *other_values, size_t n_other_values, struct buffer *why)
{
	struct where_node *any = NULL;
	int r = add_alternatives(where, collector, column, IS, values, n_values, &any, why);

	if (r == 0)
		r = add_alternatives(where, collector, other_column, IS, other_values,
		                     n_other_values, &any, why);
	return r < 0 || !any ? r : require(where, any);
}

static int compare_integers(bool a_negative, uint64_t a, bool b_negative, uint64_t b)
{
	int order = (a > b) - (a < b);

	a_negative = a_negative && a > 0;
	b_negative = b_negative && b > 0;
	if (a_negative != b_negative)
		return a_negative ? -1 : 1;
	return a_negative ? -order : order;
}

static int compare_number(const struct field *field, const struct value *value,
                          const struct literal *literal)
{
	enum type type = field_type(field);
	double number;

	if (literal->is_integer && type == TYPE_UINT)
		return compare_integers(false, value->u, literal->is_negative, literal->magnitude);
	if (literal->is_integer && type == TYPE_INT)
		return compare_integers(value->i < 0,
		                        value->i < 0 ? 0 - (uint64_t)value->i : (uint64_t)value->i,
		                        literal->is_negative, literal->magnitude);
	number = type == TYPE_UINT  ? (double)value->u
	         : type == TYPE_INT ? (double)value->i
	                            : value->f;
	return (number > literal->number) - (number < literal->number);
}

static bool is_ordered_so(enum comparison comparison, int order)
{
	switch (comparison) {
	case IS:
		return order == 0;
	case IS_NOT:
		return order != 0;
	case BELOW:
		return order < 0;
	case AT_MOST:
		return order <= 0;
	case ABOVE:
		return order > 0;
	case AT_LEAST:
		return order >= 0;
	case MATCHES:
	case MATCHES_NOT:
		break;
	}
	return false;
}

static bool matches(const regex_t *regex, struct text text)
{
	regmatch_t whole = { .rm_so = 0, .rm_eo = (regoff_t)text.length };

	/* REG_STARTEND: the text may hold NUL, and is not terminated where it is part of another */
	return regexec(regex, text.bytes ? text.bytes : "", 1, &whole, REG_STARTEND) == 0;
}

static bool text_passes(const struct where_node *node, struct text text)
{
	if (node->regex)
		return matches(node->regex, text) == (node->comparison == MATCHES);
	return is_ordered_so(node->comparison, text_compare(text, node->literal.text));
}

/* A list of texts is compared as it is shown: its items with a blank between them. */
static bool texts_pass(const struct where_node *node, const struct texts *texts)
{
	_cleanup_buffer_ struct buffer joined = { 0 };

	for (size_t n = 0; n < texts->n; n++)
		if ((n > 0 && buffer_add_byte(&joined, ' ') < 0) ||
		    buffer_add(&joined, texts->items[n]) < 0)
			return false;
	if (buffer_add_byte(&joined, '\0') < 0)
		return false;
	joined.length--;
	return text_passes(node, buffer_text(&joined));
}

static bool compares(const struct where_node *node, const void *record)
{
	struct value value;

	record_value(node->field, record, &value);
	if (value.is != PRESENT)
		return false;
	if (node->field->kind == KIND_TEXTS)
		return texts_pass(node, &value.texts);
	if (field_type(node->field) == TYPE_TEXT)
		return text_passes(node, value.text);
	if (is_number(node->field))
		return is_ordered_so(node->comparison,
		                     compare_number(node->field, &value, &node->literal));
	return is_ordered_so(node->comparison,
	                     value.b - text_equal(node->literal.text, TEXT("true")));
}

static bool holds(const struct where_node *node, const void *record)
{
	switch (node->kind) {
	case WHERE_AND:
		return holds(node->left, record) && holds(node->right, record);
	case WHERE_OR:
		return holds(node->left, record) || holds(node->right, record);
	case WHERE_NOT:
		return !holds(node->left, record);
	case WHERE_COMPARE:
		break;
	}
	return compares(node, record);
}

bool where_holds(const struct where *where, const void *record)
{
	return !where->root || holds(where->root, record);
}
