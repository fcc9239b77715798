/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV as RFC 4180 has it, but for the line ends, which are newlines. */
#include <errno.h>

#include "write/cell.h"
#include "write/formats.h"
#include "write/output.h"

/* Puts what is behind START between quotes, where it needs them, and doubles those that it has. */
static int quote_if_needed(struct buffer *buffer, size_t start)
{
	struct text text = text_skip(buffer_text(buffer), start);
	size_t n_quotes = 0, n_others = 0, to;
	int r;

	for (size_t n = 0; n < text.length; n++) {
		char c = text.bytes[n];

		n_quotes += c == '"';
		n_others += c == ',' || c == '\n' || c == '\r';
	}
	if (n_quotes + n_others == 0)
		return 0;
	r = buffer_reserve(buffer, n_quotes + 2);
	if (r < 0)
		return r;
	to = buffer->length += n_quotes + 2;
	buffer->text[--to] = '"';
	for (size_t n = text.length; n-- > 0;) { /* from the right: nothing is overwritten */
		char c = buffer->text[start + n];

		buffer->text[--to] = c;
		if (c == '"')
			buffer->text[--to] = c;
	}
	buffer->text[--to] = '"';
	return 0;
}

/* A record of the file on its way: cells, each behind a comma but the first. */
struct line {
	struct output *output;
	bool has_cells;
};

static int begin_cell(struct line *line, size_t *ret_start)
{
	int r = line->has_cells ? buffer_add_byte(&line->output->buffer, ',') : 0;

	line->has_cells = true;
	*ret_start = line->output->buffer.length;
	return r;
}

static int add_text_cell(struct line *line, struct text text)
{
	size_t start;
	int r = begin_cell(line, &start);

	if (r == 0)
		r = buffer_add(&line->output->buffer, text);
	return r < 0 ? r : quote_if_needed(&line->output->buffer, start);
}

static int add_cell(void *arg, const struct field *field, const struct value *value)
{
	struct line *line = arg;
	struct text denied = line->output->settings.denied;
	size_t start;
	int r;

	if (value->is != PRESENT)
		return add_text_cell(line, value->is == DENIED && denied.bytes ? denied : TEXT(""));
	r = begin_cell(line, &start);
	if (r == 0)
		r = cell_plain(&line->output->buffer, field, value);
	if (r < 0 || field_type(field) < TYPE_TEXT)
		return r; /* numbers and booleans need no quotes */
	return quote_if_needed(&line->output->buffer, start);
}

static int add_headings(struct line *line, const struct column *column)
{
	_cleanup_free_ struct leaf *leaves = NULL;
	size_t n_leaves = 0;
	int r = leaves_add(column->name, column->field, &leaves, &n_leaves);

	for (size_t n = 0; n < n_leaves && r == 0; n++)
		r = add_text_cell(line, text_of(leaves[n].name));
	return r;
}

static int begin(struct output *output)
{
	struct line line = { .output = output };
	int r = 0;

	if (output->had_report || output->settings.without_headings)
		return 0;
	for (size_t n = 0; n < output->n_columns && r == 0; n++)
		r = add_headings(&line, &output->columns[n]);
	return r < 0 ? r : buffer_add_byte(&output->buffer, '\n');
}

static int row(struct output *output, const struct value *values, unsigned depth _unused_)
{
	struct line line = { .output = output };
	int r = 0;

	for (size_t n = 0; n < output->n_columns && r == 0; n++)
		r = leaves_walk(output->columns[n].field, &values[n], add_cell, &line);
	if (r == 0)
		r = buffer_add_byte(&output->buffer, '\n');
	return r < 0 ? r : output_drain(output);
}

static void done(struct output *output _unused_)
{
}

const struct writer csv_writer = {
	.name = "csv",
	.has_time = true,
	.begin = begin,
	.row = row,
	.end = output_flush,
	.done = done,
};
