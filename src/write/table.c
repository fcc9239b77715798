/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables, through libsmartcols: headings, and a line for each row, fitted to the terminal. A view
 * of one row is printed vertically, with the name and the value of one column on each line. A tree
 * has its branches drawn.
 */
#include <errno.h>
#include <libsmartcols.h>

#include "base/array.h"
#include "write/cell.h"
#include "write/fit.h"
#include "write/formats.h"
#include "write/locale.h"
#include "write/output.h"
#include "write/print.h"
#include "write/table_cell.h"
#include "write/vertical.h"

/*
 * libsmartcols walks a tree by recursion, and indents each level by two columns. A chain of
 * processes, each forked by the one before, must not exhaust stack and memory.
 */
enum { DEEPEST_DRAWN = 100 };

struct state {
	struct leaves leaves;
	struct shape *shapes; /* of the leaves */
	size_t tree_leaf;     /* index of the leaf that is drawn as a tree */
	bool with_blocks;     /* the locale has Unicode block characters */
	struct libscols_table *table;
	struct libscols_line **parents; /* the last line of each depth */
	size_t n_parents;
	struct buffer cell;
	struct look_graph graph;
};

static void table_done(struct output *output)
{
	struct state *state = output->state;

	if (!state)
		return;
	scols_unref_table(state->table);
	buffer_done(&state->cell);
	look_graph_done(&state->graph);
	free(state->leaves.items);
	free(state->shapes);
	free(state->parents);
	free(state);
	output->state = NULL;
}

/* Whether the cells are numbers, which are aligned to the right. */
static bool is_right(const struct field *field)
{
	return field_type(field) <= TYPE_FLOAT && field->unit != UNIT_EPOCH;
}

/* Whether reports of one row are printed below each other as lines of one table, like vmstat(8). */
static bool is_running(const struct output *output)
{
	const struct output_settings *settings = &output->settings;

	return settings->is_one_row && (settings->is_repeated || settings->is_line) &&
	       !settings->is_watch && !settings->is_vertical;
}

static bool is_vertical(const struct output *output)
{
	return output->settings.is_vertical || (output->settings.is_one_row && !is_running(output));
}

/* The leaf that has the branches of a tree: settings.branches, or the last text. */
static size_t choose_tree_leaf(const struct output *output, const struct state *state)
{
	const char *branches = output->settings.branches;
	size_t last = 0;

	for (size_t n = 0; n < state->leaves.n; n++) {
		if (branches && strcmp(state->leaves.items[n].name, branches) == 0)
			return n;
		if (!is_right(state->leaves.items[n].field))
			last = n;
	}
	return last;
}

static int table_start(struct output *output)
{
	struct state *state = calloc(1, sizeof(*state));
	int r = 0;

	output->state = state;
	if (!state)
		return -ENOMEM;
	for (size_t n = 0; n < output->n_columns && r == 0; n++)
		r = leaves_add(output->columns[n].name, output->columns[n].field, &state->leaves);
	state->tree_leaf = choose_tree_leaf(output, state);
	state->shapes = calloc(state->leaves.n + 1, sizeof(*state->shapes));
	state->with_blocks = locale_has(TEXT("█"));
	return r < 0 || state->shapes ? r : -ENOMEM;
}

static int add_column(struct libscols_table *table, const char *name, size_t width, int flags)
{
	struct libscols_column *column = scols_table_new_column(table, name, (double)width, flags);

	if (!column)
		return -ENOMEM;
	return scols_cell_set_color(scols_column_get_header(column), "halfbright");
}

/* Flags of a column. A number that is the only column, without a heading, is not aligned. */
static int flags_of(const struct output *output, const struct state *state, size_t n_leaf)
{
	bool is_alone = state->leaves.n == 1 && output->settings.without_headings;
	int cut = n_leaf + 1 == state->leaves.n ? SCOLS_FL_TRUNC : 0;

	if (output->settings.is_nested && n_leaf == state->tree_leaf)
		return SCOLS_FL_TREE | cut;
	if (is_right(state->leaves.items[n_leaf].field))
		return is_alone ? 0 : SCOLS_FL_RIGHT;
	return cut;
}

/* Whether a column has its short heading: on a terminal, unless another column has the same. */
static bool is_short_heading(const struct output *output, size_t n_leaf)
{
	const struct state *state = output->state;
	const char *heading = state->leaves.items[n_leaf].field->heading;

	if (!heading || !output->settings.is_on_terminal)
		return false;
	for (size_t n = 0; n < state->leaves.n; n++)
		if (n != n_leaf && state->leaves.items[n].field->heading &&
		    strcmp(state->leaves.items[n].field->heading, heading) == 0)
			return false;
	return true;
}

static int add_sort_mark(const struct output *output, const struct field *field,
                         struct buffer *heading)
{
	const struct output_settings *settings = &output->settings;
	const struct state *state = output->state;

	if (settings->sorted_by != field)
		return 0;
	if (!state->with_blocks)
		return buffer_add_byte(heading, settings->is_descending ? 'v' : '^');
	return buffer_add(heading, settings->is_descending ? TEXT("▼") : TEXT("▲"));
}

/* A running table has its final width from the first row on, as far as that can be known. */
static size_t least_width(const struct output *output, const struct state *state, size_t n_leaf)
{
	return is_running(output) ? state->shapes[n_leaf].width : 1;
}

static int add_columns(const struct output *output, struct state *state)
{
	int r = 0;

	for (size_t n = 0; n < state->leaves.n && r == 0; n++) {
		const struct leaf *leaf = &state->leaves.items[n];
		_cleanup_buffer_ struct buffer heading = { 0 };

		r = human_add_heading(&heading, leaf->name, leaf->field,
		                      is_short_heading(output, n));
		if (r == 0)
			r = add_sort_mark(output, leaf->field, &heading);
		if (r == 0)
			r = buffer_add_byte(&heading, '\0');
		if (r < 0)
			return r;
		state->shapes[n] = (struct shape){
			.width = is_running(output) ? human_usual_width(leaf->field) : 0,
			.is_optional = fit_is_listed(output->settings.optional, leaf->name),
			.is_text = field_type(leaf->field) >= TYPE_TEXT,
		};
		fit_measure(&state->shapes[n], text_of(heading.text), 0);
		r = add_column(state->table, heading.text, least_width(output, state, n),
		               flags_of(output, state, n));
	}
	return r;
}

static int table_begin(struct output *output)
{
	struct state *state;
	int r = output->state ? 0 : table_start(output);

	if (r < 0)
		return r;
	state = output->state;
	if (state->table && is_running(output))
		return 0;
	scols_unref_table(state->table);
	state->table = scols_new_table();
	if (!state->table)
		return -ENOMEM;
	scols_table_enable_noencoding(state->table, 1); /* cell_text() has done that */
	scols_table_enable_ascii(state->table, !state->with_blocks);
	scols_table_enable_colors(state->table, output->settings.with_color);
	scols_table_enable_noheadings(state->table, output->settings.without_headings);
	return add_columns(output, state);
}

/* A vertical row has room for a full date. */
static struct human_style style_of(const struct output *output)
{
	bool is_brief = output->settings.is_on_terminal;

	return (struct human_style){ .with_short_durations = is_brief,
		                     .with_short_dates = is_brief && !is_vertical(output) };
}

struct row {
	struct output *output;
	struct libscols_line *line;
	size_t n_cells;
	size_t indent; /* width of the branches of a tree */
	uint64_t key;  /* hash of the first cell */
};

static int add_cell(void *arg, const struct field *field, const struct value *value)
{
	struct row *row = arg;
	struct state *state = row->output->state;
	size_t n = row->n_cells++;
	struct table_cell cell;
	const struct output_settings *settings = &row->output->settings;
	const char *color =
		settings->with_color ? look_color(field, value, settings->n_cpus) : NULL;
	int r;

	cell = (struct table_cell){ .output = row->output,
		                    .style = style_of(row->output),
		                    .graph = &state->graph,
		                    .key = row->key + n,
		                    .with_blocks = state->with_blocks };
	state->cell.length = 0;
	r = table_cell_add(&cell, field, value, &state->cell);
	if (r == 0)
		r = buffer_add_byte(&state->cell, '\0');
	if (r < 0)
		return r;
	if (n == 0)
		row->key = hash_text(text_of(state->cell.text));
	fit_measure(&state->shapes[n], text_of(state->cell.text),
	            n == state->tree_leaf ? row->indent : 0);
	state->shapes[n].has_value |= value->is == PRESENT || value->is == DENIED;
	r = scols_line_set_data(row->line, n, state->cell.text);
	if (r == 0 && color)
		r = scols_cell_set_color(scols_line_get_cell(row->line, n), color);
	return r;
}

/* Adds a line for a row; in a tree, as a child of the last line of the depth above. */
static int new_line(struct output *output, unsigned row_depth, struct libscols_line **ret)
{
	struct state *state = output->state;
	unsigned depth = MIN(row_depth, (unsigned)DEEPEST_DRAWN);
	bool is_tree = output->settings.is_nested && !output->settings.is_vertical;
	bool is_child = is_tree && depth > 0 && depth <= state->n_parents;
	struct libscols_line *line =
		scols_table_new_line(state->table, is_child ? state->parents[depth - 1] : NULL);

	if (!line)
		return -ENOMEM;
	*ret = line;
	if (!is_tree)
		return 0;
	while (depth >= state->n_parents) {
		size_t n = state->n_parents;

		if (array_grow(&state->parents, n, &state->n_parents, sizeof(line)) < 0)
			return -ENOMEM;
	}
	state->parents[depth] = line;
	return 0;
}

static void set_terminal(const struct output *output, const struct state *state)
{
	scols_table_set_termforce(state->table, isatty(output->fd) ? SCOLS_TERMFORCE_ALWAYS
	                                                           : SCOLS_TERMFORCE_NEVER);
}

/* Prints one row at once, with the headings before the first one. */
static int print_line(struct output *output, struct libscols_line *line)
{
	struct state *state = output->state;
	_cleanup_free_ char *text = NULL;
	int r;

	set_terminal(output, state);
	if (output->settings.is_fitted && scols_table_get_nlines(state->table) == 1)
		fit_columns(state->table, state->shapes, state->leaves.n);
	fit_widen(state->table, state->shapes, state->leaves.n);
	r = scols_table_print_range_to_string(state->table, line, line, &text);
	if (r == 0)
		r = buffer_add(&output->buffer, text_of(text));
	/* libsmartcols measures all lines in each call; line 0 stays, as it brings the headings */
	if (line != scols_table_get_line(state->table, 0))
		scols_table_remove_line(state->table, line);
	return r < 0 ? r : buffer_add_byte(&output->buffer, '\n');
}

/* Appends an empty line between two reports. */
static int separate(struct output *output)
{
	return output->had_report && !output->settings.is_watch
	               ? buffer_add_byte(&output->buffer, '\n')
	               : 0;
}

static bool is_printed_by_row(const struct output *output)
{
	return output->settings.is_streamed || is_vertical(output) || is_running(output);
}

static int print_vertical(struct output *output, struct libscols_line *line)
{
	struct state *state = output->state;
	int r = output->n_rows > 0 && is_vertical(output) ? buffer_add_byte(&output->buffer, '\n')
	                                                  : separate(output);

	set_terminal(output, state);
	if (r == 0)
		r = vertical_add(output, state->table, line, &state->leaves);
	scols_table_remove_line(state->table, line);
	return r < 0 ? r : output_drain(output);
}

static int table_row(struct output *output, const struct value *values, unsigned depth)
{
	struct row row = { .output = output };
	int r;

	row.indent = output->settings.is_nested ? 2 * MIN(depth, (unsigned)DEEPEST_DRAWN) : 0;
	r = new_line(output, depth, &row.line);

	for (size_t n = 0; n < output->n_columns && r == 0; n++)
		r = leaves_walk(output->columns[n].field, &values[n], add_cell, &row);
	if (r == 0 && is_vertical(output))
		return print_vertical(output, row.line);
	if (r == 0 && is_printed_by_row(output))
		r = print_line(output, row.line);
	return r;
}

/* Fits the table to the terminal. Returns false if it is one row that shall be vertical instead. */
static bool table_fit(struct output *output)
{
	struct state *state = output->state;

	if (!output->settings.is_on_terminal)
		return true;
	if (output->settings.is_fitted)
		fit_columns(state->table, state->shapes, state->leaves.n);
	if (!fit_is_too_wide(state->table, state->shapes, state->leaves.n))
		return true;
	if (scols_table_get_nlines(state->table) == 1 && !output->settings.is_nested)
		return false;
	fit_cut(state->table, state->shapes, state->leaves.n);
	return true;
}

static int table_end(struct output *output)
{
	struct state *state = output->state;
	int r = 0;

	if (scols_table_is_empty(state->table) || is_printed_by_row(output))
		return output_flush(output);
	set_terminal(output, state);
	if (!table_fit(output)) {
		r = print_vertical(output, scols_table_get_line(state->table, 0));
		return r < 0 ? r : output_flush(output);
	}
	r = separate(output);
	if (r == 0)
		r = print_table(state->table, !output->settings.without_headings, &output->buffer);
	return r < 0 ? r : output_flush(output);
}

const struct writer table_writer = {
	.name = "table",
	.is_for_people = true,
	.begin = table_begin,
	.row = table_row,
	.end = table_end,
	.done = table_done,
};
