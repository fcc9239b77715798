/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Template: a line of text for each row, with values of columns in it. */
#include "write/template.h"

#include <errno.h>

#include "base/mark.h"
#include "write/cell.h"
#include "write/formats.h"
#include "write/output.h"
#include "write/utf8.h"

static int refuse(struct text whole, struct text place, const char *what, struct buffer *why)
{
	int r = buffer_add(why, text_of(what));

	if (r == 0)
		r = mark_add(why, whole, place);
	return r < 0 ? r : -EINVAL;
}

/* The byte that a backslash and LETTER stand for; false: there is no such escape. */
static bool unescape(char letter, char *ret)
{
	static const char letters[] = "tnr0\\{}", bytes[] = "\t\n\r\0\\{}";
	const char *found = letter ? strchr(letters, letter) : NULL;

	if (found)
		*ret = bytes[found - letters];
	return found;
}

/* Eats text up to the next "{", and replaces its escapes. */
static int eat_literal(struct text whole, struct text *rest, struct arena *arena, struct text *ret,
                       struct buffer *why)
{
	char *bytes = arena_alloc(arena, rest->length);
	size_t length = 0;

	if (!bytes)
		return -ENOMEM;
	while (rest->length > 0 && rest->bytes[0] != '{') {
		struct text place = { .bytes = rest->bytes, .length = MIN(rest->length, 2u) };
		bool is_escape = rest->bytes[0] == '\\';

		bytes[length] = rest->bytes[0];
		if (is_escape && (rest->length < 2 || !unescape(rest->bytes[1], &bytes[length])))
			return refuse(whole, place, "--template knows \\t \\n \\r \\0 \\\\ \\{ \\}",
			              why);
		length++;
		*rest = text_skip(*rest, is_escape ? 2 : 1);
	}
	*ret = (struct text){ .bytes = bytes, .length = length };
	return 0;
}

/* Whether a slash begins a regular expression: an operand, not an operator, is expected there. */
static bool begins_pattern(struct text before)
{
	while (before.length > 0 && before.bytes[before.length - 1] == ' ')
		before.length--;
	return before.length == 0 || strchr("~(,", before.bytes[before.length - 1]);
}

/* The index of the quote that ends the quoted text at N; the length of TEXT if there is none. */
static size_t skip_quoted(struct text text, size_t n)
{
	for (size_t i = n + 1; i < text.length; i++)
		if (text.bytes[i] == '\\')
			i++;
		else if (text.bytes[i] == text.bytes[n])
			return i;
	return text.length;
}

/* The index of the "}" that ends a column; a brace in quotes is part of the expression. */
static size_t find_end(struct text text)
{
	size_t n = 0;

	while (n < text.length && text.bytes[n] != '}') {
		char c = text.bytes[n];
		struct text before = { .bytes = text.bytes, .length = n };

		if (c == '"' || c == '\'' || (c == '/' && begins_pattern(before)))
			n = skip_quoted(text, n);
		n++;
	}
	return n;
}

static int eat_column(struct text whole, struct text *rest, struct text *ret, struct buffer *why)
{
	struct text opening = { .bytes = rest->bytes, .length = 1 };
	struct text inner = text_skip(*rest, 1);
	size_t end = find_end(inner);

	if (end >= inner.length)
		return refuse(whole, opening, "--template: '{' without '}'", why);
	*ret = (struct text){ .bytes = inner.bytes, .length = end };
	*rest = text_skip(inner, end + 1);
	return 0;
}

int template_parse(struct text text, struct arena *arena, struct row_template *ret,
                   struct buffer *why)
{
	struct row_template template = { 0 };
	struct text rest = text;

	while (rest.length > 0) {
		struct template_part part = { .is_column = rest.bytes[0] == '{' };
		int r = part.is_column ? eat_column(text, &rest, &part.text, why)
		                       : eat_literal(text, &rest, arena, &part.text, why);
		struct template_part *parts;

		if (r < 0)
			return r;
		parts = arena_grow(arena, template.parts, template.n_parts, sizeof(*parts));
		if (!parts)
			return -ENOMEM;
		parts[template.n_parts++] = part;
		template.parts = parts;
	}
	*ret = template;
	return 0;
}

/* ---- the writer ---- */

/* Replaces each NUL behind START: with -0, only the end of a row is NUL. */
static int replace_nuls(struct buffer *buffer, size_t start)
{
	_cleanup_buffer_ struct buffer row = { 0 };
	struct text text = text_skip(buffer_text(buffer), start);
	int r = 0;

	if (!text.length || !memchr(text.bytes, '\0', text.length))
		return 0;
	for (size_t n = 0; n < text.length && r == 0; n++)
		r = text.bytes[n] ? buffer_add_byte(&row, text.bytes[n])
		                  : buffer_add(&row, UTF8_REPLACEMENT);
	buffer->length = start;
	return r < 0 ? r : buffer_add(buffer, buffer_text(&row));
}

static int add_value(struct output *output, const struct field *field, const struct value *value)
{
	size_t start = output->buffer.length;
	int r;

	if (value->is == DENIED)
		return buffer_add(&output->buffer, output->settings.denied);
	if (value->is != PRESENT)
		return 0;
	r = cell_plain(&output->buffer, field, value);
	return r < 0 || !output->settings.with_null ? r : replace_nuls(&output->buffer, start);
}

static int template_begin(struct output *output _unused_)
{
	return 0;
}

static int template_row(struct output *output, const struct value *values, unsigned depth _unused_)
{
	const struct row_template *template = output->settings.template;
	int r = 0;

	for (size_t n = 0; n < template->n_parts && r == 0; n++) {
		const struct template_part *part = &template->parts[n];

		if (part->is_column)
			r = add_value(output, output->columns[part->column].field,
			              &values[part->column]);
		else
			r = buffer_add(&output->buffer, part->text);
	}
	if (r == 0)
		r = buffer_add_byte(&output->buffer, output->settings.with_null ? '\0' : '\n');
	return r < 0 ? r : output_drain(output);
}

static void template_done(struct output *output _unused_)
{
}

const struct writer template_writer = {
	.name = "template",
	.begin = template_begin,
	.row = template_row,
	.end = output_flush,
	.done = template_done,
};
