/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV as RFC 4180 has it, but for the line ends, which are newlines. */
#include <errno.h>

#include "write/cell.h"
#include "write/formats.h"
#include "write/output.h"

static int quote_if_needed(struct buffer *buffer, size_t start)
{
	_cleanup_buffer_ struct buffer raw = { 0 };
	struct text text = text_skip(buffer_text(buffer), start);
	int r;

	for (size_t n = 0;; n++) {
		if (n == text.length)
			return 0;
		if (memchr(",\"\r\n", text.bytes[n], 4))
			break;
	}
	r = buffer_add(&raw, text);
	if (r < 0)
		return r;
	buffer->length = start;
	r = buffer_add_byte(buffer, '"');
	for (size_t n = 0; n < raw.length && r == 0; n++) {
		r = raw.text[n] == '"' ? buffer_add_byte(buffer, '"') : 0;
		if (r == 0)
			r = buffer_add_byte(buffer, raw.text[n]);
	}
	return r < 0 ? r : buffer_add_byte(buffer, '"');
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
