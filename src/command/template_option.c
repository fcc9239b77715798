/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Template option: makes the columns of a template those of the query. */
#include "command/template_option.h"

#include <errno.h>

#include "base/mark.h"
#include "query/grouping.h"
#include "write/formats.h"
#include "write/template.h"

static bool is_template(const struct invocation *invocation)
{
	return invocation->writer == &template_writer;
}

/* Finds the one column that PART names. */
static int find_column(const struct scope *scope, const char *name, struct columns *ret,
                       struct buffer *why)
{
	int r = columns_parse(scope, NULL, *name == '+' ? "" : name, ret, why);

	if (r < 0 || ret->n == 1)
		return r;
	r = buffer_add_format(why, "'%s' is more than one column", name);
	return r < 0 ? r : -EINVAL;
}

/* Replaces the mark in an error message by one in the whole template. */
static int mark_in_template(const struct invocation *invocation, struct text asked,
                            struct buffer *why)
{
	struct text first, rest;
	int r;

	if (text_cut(buffer_text(why), '\n', &first, &rest))
		why->length = first.length;
	r = mark_add(why, text_of(invocation->template), asked);
	return r < 0 ? r : -EINVAL;
}

/* Names an expression that needs a name; the output does not show it. */
static int name_expression(struct arena *memory, struct text asked, size_t n, struct text *ret)
{
	_cleanup_buffer_ struct buffer named = { 0 };
	int r = buffer_add_format(&named, "value%zu=", n);

	if (r == 0)
		r = buffer_add(&named, asked);
	return r < 0 ? r : arena_copy(memory, buffer_text(&named), ret);
}

/* Finds the column of a part, and the item that stands for it in the list of columns. */
static int find_part(struct invocation *invocation, const struct scope *scope, struct text asked,
                     size_t n, struct columns *ret, struct text *ret_item, struct buffer *why)
{
	_cleanup_buffer_ struct buffer other_why = { 0 };
	int r = arena_copy(&invocation->memory, asked, ret_item);

	if (r == 0)
		r = find_column(scope, ret_item->bytes, ret, why);
	if (r != -EINVAL)
		return r;
	r = name_expression(&invocation->memory, asked, n, ret_item);
	if (r == 0)
		r = find_column(scope, ret_item->bytes, ret, &other_why);
	if (r == -EINVAL)
		return mark_in_template(invocation, asked, why);
	why->length = 0; /* with a name, the item is valid */
	return r;
}

static bool is_listed(const struct row_template *template, size_t n_part, const char *name)
{
	for (size_t n = 0; n < n_part; n++)
		if (template->parts[n].is_column &&
		    text_equal(template->parts[n].text, text_of(name)))
			return true;
	return false;
}

/* Adds the column of a part to LIST, and sets the text of the part to the name of the column. */
static int add_column(struct invocation *invocation, const struct scope *scope,
                      struct row_template *template, size_t n, struct buffer *list,
                      struct buffer *why)
{
	struct template_part *part = &template->parts[n];
	_cleanup_columns_ struct columns one = { 0 };
	struct text item;
	int r = find_part(invocation, scope, part->text, n, &one, &item, why);
	bool is_new = r == 0 && !is_listed(template, n, one.items[0].name);

	if (is_new && list->length > 0)
		r = buffer_add_byte(list, ',');
	if (is_new && r == 0)
		r = buffer_add(list, item);
	return r < 0 ? r : arena_copy(&invocation->memory, text_of(one.items[0].name), &part->text);
}

static int list_columns(struct invocation *invocation, const struct scope *scope,
                        struct row_template *template, struct buffer *why)
{
	_cleanup_buffer_ struct buffer list = { 0 };
	struct text copy;
	int r = 0;

	for (size_t n = 0; n < template->n_parts && r == 0; n++)
		if (template->parts[n].is_column)
			r = add_column(invocation, scope, template, n, &list, why);
	if (r == 0 && list.length == 0) {
		r = buffer_add(why, TEXT("--template has no column, such as {COLUMN}"));
		r = r < 0 ? r : -EINVAL;
	}
	if (r == 0)
		r = arena_copy(&invocation->memory, buffer_text(&list), &copy);
	if (r == 0)
		invocation->query.columns = copy.bytes;
	return r;
}

int template_option_columns(struct invocation *invocation, const struct collector *collector,
                            struct buffer *why)
{
	struct scope scope = { .collector = collector };
	struct grouping grouping = { 0 };
	struct row_template *template;
	int r;

	if (!is_template(invocation))
		return 0;
	if (invocation->query.columns) {
		r = buffer_add(why, TEXT("--template and -o both name columns: use one of them"));
		return r < 0 ? r : -EINVAL;
	}
	template = arena_alloc(&invocation->memory, sizeof(*template));
	if (!template)
		return -ENOMEM;
	r = template_parse(text_of(invocation->template), &invocation->memory, template, why);
	if (r == 0 && invocation->query.group) {
		r = grouping_parse_keys(&grouping, collector, invocation->query.group, why);
		scope.keys = &grouping.keys;
	}
	if (r == 0)
		r = list_columns(invocation, &scope, template, why);
	invocation->output.template = template;
	grouping_done(&grouping);
	return r;
}

static size_t find_bound(const struct columns *columns, struct text name)
{
	size_t n = 0;

	while (n + 1 < columns->n && !text_equal(text_of(columns->items[n].name), name))
		n++;
	return n;
}

/* With -0 and no format, prints the one column that there must be. */
static int bind_null(struct invocation *invocation, const struct columns *columns,
                     struct buffer *why)
{
	struct row_template *template = arena_alloc(&invocation->memory, sizeof(*template));
	struct template_part *part = arena_alloc(&invocation->memory, sizeof(*part));
	int r;

	if (!template || !part)
		return -ENOMEM;
	if (invocation->writer || columns->n != 1) {
		r = buffer_add(why, TEXT("-0 goes with one column, --tsv and --template"));
		return r < 0 ? r : -EINVAL;
	}
	part->is_column = true;
	*template = (struct row_template){ .parts = part, .n_parts = 1 };
	invocation->output.template = template;
	invocation->writer = &template_writer;
	return 0;
}

int template_option_bind(struct invocation *invocation, const struct columns *columns,
                         struct buffer *why)
{
	const struct row_template *template = invocation->output.template;

	if (invocation->output.with_null && invocation->writer != &template_writer &&
	    invocation->writer != &tsv_writer)
		return bind_null(invocation, columns, why);
	for (size_t n = 0; is_template(invocation) && n < template->n_parts; n++)
		if (template->parts[n].is_column)
			template->parts[n].column = find_bound(columns, template->parts[n].text);
	return 0;
}
