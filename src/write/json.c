/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON and NDJSON. Rows are written as they come; keys are escaped once in a run. */
#include <errno.h>

#include "write/formats.h"
#include "write/json_encode.h"
#include "write/output.h"

struct state {
	struct buffer keys; /* "NAME": of each column, one after the other */
	size_t *key_ends;   /* in `keys`; a key is empty if an earlier column has the same name */
	unsigned depth;     /* of the last row */
};

static void json_done(struct output *output)
{
	struct state *state = output->state;

	if (!state)
		return;
	buffer_done(&state->keys);
	free(state->key_ends);
	free(state);
	output->state = NULL;
}

static bool is_repeated(const struct output *output, size_t n_column)
{
	for (size_t n = 0; n < n_column; n++)
		if (strcmp(output->columns[n].name, output->columns[n_column].name) == 0)
			return true;
	return false;
}

static int json_start(struct output *output)
{
	struct state *state = calloc(1, sizeof(*state));
	int r = 0;

	output->state = state;
	if (!state)
		return -ENOMEM;
	state->key_ends = calloc(output->n_columns + 1, sizeof(*state->key_ends));
	if (!state->key_ends)
		return -ENOMEM;
	for (size_t n = 0; n < output->n_columns && r == 0; n++) {
		if (!is_repeated(output, n)) {
			r = json_add_text(&state->keys, text_of(output->columns[n].name));
			if (r == 0)
				r = buffer_add(&state->keys, TEXT(":"));
		}
		state->key_ends[n] = state->keys.length;
	}
	return r;
}

/* The members of a row's object, without its closing brace. */
static int append_members(struct output *output, const struct value *values)
{
	const struct state *state = output->state;
	struct buffer *buffer = &output->buffer;
	size_t begin = 0;
	int r = buffer_add_byte(buffer, '{');

	for (size_t n = 0; n < output->n_columns && r == 0; n++) {
		struct text key = { .bytes = state->keys.text + begin,
			            .length = state->key_ends[n] - begin };

		if (key.length == 0)
			continue;
		if (begin > 0)
			r = buffer_add_byte(buffer, ',');
		begin = state->key_ends[n];
		if (r == 0)
			r = buffer_add(buffer, key);
		if (r == 0)
			r = json_add_value(
				buffer, output->columns[n].field, &values[n],
				(struct json_manner){ .denied = output->settings.denied });
	}
	return r;
}

static int append_row(struct output *output, const struct value *values)
{
	int r = append_members(output, values);

	return r < 0 ? r : buffer_add_byte(&output->buffer, '}');
}

static int json_begin(struct output *output)
{
	int r = output->state ? 0 : json_start(output);

	if (r < 0)
		return r;
	((struct state *)output->state)->depth = 0;
	return output->settings.is_one_row ? 0 : buffer_add_byte(&output->buffer, '[');
}

/*
 * Appends what comes between rows of an array. Each row is on a line of its own, except that a
 * repeated report is one line.
 */
static int separate(struct output *output)
{
	struct text mark = output->n_rows > 0 ? TEXT(",") : TEXT("");
	int r = output->settings.is_one_row ? 0 : buffer_add(&output->buffer, mark);

	if (r < 0 || output->settings.is_repeated || output->settings.is_one_row)
		return r;
	return buffer_add_byte(&output->buffer, '\n');
}

static int close_levels(struct output *output, unsigned levels)
{
	int r = 0;

	while (levels-- > 0 && r == 0)
		r = buffer_add(&output->buffer, TEXT("]}"));
	return r;
}

/* Appends a row of a tree, without the end of its children: {"pid":1,"children":[ */
static int nested_row(struct output *output, const struct value *values, unsigned depth)
{
	struct state *state = output->state;
	int r = 0;

	if (output->n_rows > 0 && depth <= state->depth)
		r = close_levels(output, state->depth - depth + 1);
	if (r == 0 && (output->n_rows == 0 || depth <= state->depth))
		r = separate(output);
	if (r == 0)
		r = append_members(output, values);
	if (r < 0)
		return r;
	state->depth = depth;
	return buffer_add(&output->buffer,
	                  output->n_columns > 0 ? TEXT(",\"children\":[") : TEXT("\"children\":["));
}

static int json_row(struct output *output, const struct value *values, unsigned depth)
{
	int r;

	if (output->settings.is_nested) {
		r = nested_row(output, values, depth);
	} else {
		r = separate(output);
		if (r == 0)
			r = append_row(output, values);
	}
	return r < 0 ? r : output_drain(output);
}

static int json_end(struct output *output)
{
	const struct state *state = output->state;
	int r = 0;

	if (output->settings.is_nested && output->n_rows > 0)
		r = close_levels(output, state->depth + 1);
	if (r == 0 && output->settings.is_one_row && output->n_rows == 0)
		r = buffer_add(&output->buffer, TEXT("null"));
	if (r == 0 && !output->settings.is_one_row)
		r = buffer_add(&output->buffer, output->n_rows > 0 && !output->settings.is_repeated
		                                        ? TEXT("\n]")
		                                        : TEXT("]"));
	if (r == 0)
		r = buffer_add_byte(&output->buffer, '\n');
	return r < 0 ? r : output_flush(output);
}

const struct writer json_writer = {
	.name = "json",
	.begin = json_begin,
	.row = json_row,
	.end = json_end,
	.done = json_done,
};

static int ndjson_begin(struct output *output)
{
	return output->state ? 0 : json_start(output);
}

static int ndjson_row(struct output *output, const struct value *values, unsigned depth _unused_)
{
	int r = append_row(output, values);

	if (r == 0)
		r = buffer_add_byte(&output->buffer, '\n');
	return r < 0 ? r : output_drain(output);
}

const struct writer ndjson_writer = {
	.name = "ndjson",
	.has_time = true,
	.begin = ndjson_begin,
	.row = ndjson_row,
	.end = output_flush,
	.done = json_done,
};
