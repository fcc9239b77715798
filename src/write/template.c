/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Template: a line of the user's own making for each row. */
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

/* What the letter behind a backslash stands for; false where it stands for nothing. */
static bool unescape(char letter, char *ret)
{
	static const char letters[] = "tnr0\\{}", bytes[] = "\t\n\r\0\\{}";
	const char *found = letter ? strchr(letters, letter) : NULL;

	if (found)
		*ret = bytes[found - letters];
	return found;
}

/* Text up to the next brace that opens a column, without escapes. */
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

/* Whether a slash stands where a value is expected: a regular expression, not a division. */
static bool begins_pattern(struct text before)
{
	while (before.length > 0 && before.bytes[before.length - 1] == ' ')
		before.length--;
	return before.length == 0 || strchr("~(,", before.bytes[before.length - 1]);
}

/* The place of the quote that ends the text in quotes at N; the length of TEXT without one. */
static size_t skip_quoted(struct text text, size_t n)
{
	for (size_t i = n + 1; i < text.length; i++)
		if (text.bytes[i] == '\\')
			i++;
		else if (text.bytes[i] == text.bytes[n])
			return i;
	return text.length;
}

/* The place of the brace that ends the column; a brace in quotes is one of its text. */
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

/* Where rows end in NUL, no other byte of a row may be one. */
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

static int begin(struct output *output _unused_)
{
	return 0;
}

static int row(struct output *output, const struct value *values, unsigned depth _unused_)
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

static void done(struct output *output _unused_)
{
}

const struct writer template_writer = {
	.name = "template",
	.begin = begin,
	.row = row,
	.end = output_flush,
	.done = done,
};
