/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON and NDJSON through jansson, row by row: one object serves all rows of a run. Its scalars
 * are set in place, which saves most of the cost of building a row (PERFORMANCE.md, "Writing").
 */
#include <errno.h>

#include "write/formats.h"
#include "write/json_value.h"
#include "write/output.h"

struct state {
	json_t *object; /* of the row */
	json_t **nodes; /* the object's node of each column, borrowed */
	unsigned depth; /* of the last row */
};

static void done(struct output *output)
{
	struct state *state = output->state;

	if (!state)
		return;
	json_decref(state->object);
	free(state->nodes);
	free(state);
	output->state = NULL;
}

static int start(struct output *output)
{
	struct state *state = calloc(1, sizeof(*state));

	output->state = state;
	if (!state)
		return -ENOMEM;
	state->object = json_object();
	state->nodes = calloc(output->n_columns + 1, sizeof(*state->nodes));
	return state->object && state->nodes ? 0 : -ENOMEM;
}

/* Sets a number where the node is of that type already. */
static bool set_in_place(json_t *node, enum type type, const struct value *value)
{
	if (!node || value->is != PRESENT)
		return false;
	if (type == TYPE_UINT && value->u <= INT64_MAX)
		return json_integer_set(node, (json_int_t)value->u) == 0;
	if (type == TYPE_INT)
		return json_integer_set(node, value->i) == 0;
	if (type == TYPE_FLOAT)
		return json_real_set(node, value->f) == 0;
	return false;
}

static int fill_object(struct output *output, const struct value *values)
{
	struct state *state = output->state;

	for (size_t n = 0; n < output->n_columns; n++) {
		const struct column *column = &output->columns[n];
		json_t *node;

		if (set_in_place(state->nodes[n], field_type(column->field), &values[n]))
			continue;
		node = json_value(column->field, &values[n], output->settings.denied);
		if (json_object_set_new_nocheck(state->object, column->name, node) < 0)
			return -ENOMEM;
		state->nodes[n] = node;
	}
	return 0;
}

static int append_row(struct output *output, const struct value *values)
{
	struct state *state = output->state;
	int r = fill_object(output, values);

	if (r < 0)
		return r;
	return json_append(state->object, &output->buffer);
}

static int begin(struct output *output)
{
	int r = output->state ? 0 : start(output);

	if (r < 0)
		return r;
	((struct state *)output->state)->depth = 0;
	return output->settings.is_one_row ? 0 : buffer_add_byte(&output->buffer, '[');
}

/* Between rows of an array: every row is on a line of its own, unless a report is. */
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

/* A nested row is left open for its children: {"pid":1,"children":[ */
static int nested_row(struct output *output, const struct value *values, unsigned depth)
{
	struct state *state = output->state;
	int r = 0;

	if (output->n_rows > 0 && depth <= state->depth)
		r = close_levels(output, state->depth - depth + 1);
	if (r == 0 && (output->n_rows == 0 || depth <= state->depth))
		r = separate(output);
	if (r == 0)
		r = append_row(output, values);
	if (r < 0)
		return r;
	output->buffer.length--; /* the closing brace */
	state->depth = depth;
	return buffer_add(&output->buffer,
	                  output->n_columns > 0 ? TEXT(",\"children\":[") : TEXT("\"children\":["));
}

static int row(struct output *output, const struct value *values, unsigned depth)
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

static int end(struct output *output)
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
	.begin = begin,
	.row = row,
	.end = end,
	.done = done,
};

static int begin_lines(struct output *output)
{
	return output->state ? 0 : start(output);
}

static int line(struct output *output, const struct value *values, unsigned depth _unused_)
{
	int r = append_row(output, values);

	if (r == 0)
		r = buffer_add_byte(&output->buffer, '\n');
	return r < 0 ? r : output_drain(output);
}

const struct writer ndjson_writer = {
	.name = "ndjson",
	.has_time = true,
	.begin = begin_lines,
	.row = line,
	.end = output_flush,
	.done = done,
};
