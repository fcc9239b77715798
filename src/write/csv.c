/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CSV as in RFC 4180, except that lines end in a newline alone, and TSV (the media type
 * text/tab-separated-values), whose cells have escapes: \t, \n, \r, \\, and \0 for NUL.
 */
#include <errno.h>

#include "write/cell.h"
#include "write/formats.h"
#include "write/output.h"

/* Quotes the text behind START if CSV requires that; quotes inside the text are doubled. */
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

/* Escapes the text behind START for TSV. */
static int escape_if_needed(struct buffer *buffer, size_t start)
{
	static const char bytes[] = "\t\n\r\\\0", letters[] = "tnr\\0";
	struct text text = text_skip(buffer_text(buffer), start);
	size_t n_escapes = 0, to;
	int r;

	for (size_t n = 0; n < text.length; n++)
		n_escapes += memchr(bytes, text.bytes[n], sizeof(letters) - 1) != NULL;
	if (n_escapes == 0)
		return 0;
	r = buffer_reserve(buffer, n_escapes);
	if (r < 0)
		return r;
	to = buffer->length += n_escapes;
	for (size_t n = text.length; n-- > 0;) { /* from the right: nothing is overwritten */
		char c = buffer->text[start + n];
		const char *found = memchr(bytes, c, sizeof(letters) - 1);

		buffer->text[--to] = found ? letters[found - bytes] : c;
		if (found)
			buffer->text[--to] = '\\';
	}
	return 0;
}

static bool is_tsv(const struct output *output)
{
	return output->writer == &tsv_writer;
}

static int seal_cell(struct output *output, size_t start)
{
	return is_tsv(output) ? escape_if_needed(&output->buffer, start)
	                      : quote_if_needed(&output->buffer, start);
}

static int end_line(struct output *output)
{
	return buffer_add_byte(&output->buffer, output->settings.with_null ? '\0' : '\n');
}

/* A line that is being written: cells with a separator between them. */
struct line {
	struct output *output;
	bool has_cells;
};

static int begin_cell(struct line *line, size_t *ret_start)
{
	char separator = is_tsv(line->output) ? '\t' : ',';
	int r = line->has_cells ? buffer_add_byte(&line->output->buffer, separator) : 0;

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
	return r < 0 ? r : seal_cell(line->output, start);
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
		return r; /* numbers and booleans need no quotes or escapes */
	return seal_cell(line->output, start);
}

static int add_headings(struct line *line, const struct column *column)
{
	struct leaves leaves = { 0 };
	int r = leaves_add(column->name, column->field, &leaves);

	for (size_t n = 0; n < leaves.n && r == 0; n++)
		r = add_text_cell(line, text_of(leaves.items[n].name));
	free(leaves.items);
	return r;
}

static int csv_begin(struct output *output)
{
	struct line line = { .output = output };
	int r = 0;

	if (output->had_report || output->settings.without_headings)
		return 0;
	for (size_t n = 0; n < output->n_columns && r == 0; n++)
		r = add_headings(&line, &output->columns[n]);
	return r < 0 ? r : end_line(output);
}

static int csv_row(struct output *output, const struct value *values, unsigned depth _unused_)
{
	struct line line = { .output = output };
	int r = 0;

	for (size_t n = 0; n < output->n_columns && r == 0; n++)
		r = leaves_walk(output->columns[n].field, &values[n], add_cell, &line);
	if (r == 0)
		r = end_line(output);
	return r < 0 ? r : output_drain(output);
}

static void csv_done(struct output *output _unused_)
{
}

const struct writer csv_writer = {
	.name = "csv",
	.has_time = true,
	.begin = csv_begin,
	.row = csv_row,
	.end = output_flush,
	.done = csv_done,
};

const struct writer tsv_writer = {
	.name = "tsv",
	.has_time = true,
	.begin = csv_begin,
	.row = csv_row,
	.end = output_flush,
	.done = csv_done,
};
