/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vertical: a line of a libsmartcols table as a table of its own, with a line for each cell. */
#include "write/vertical.h"

#include <errno.h>

#include "write/print.h"

static int add_pair(struct libscols_table *vertical, const char *name, struct libscols_cell *cell,
                    bool with_name)
{
	struct libscols_line *line = scols_table_new_line(vertical, NULL);
	const char *color = scols_cell_get_color(cell);
	int r = line ? 0 : -ENOMEM;

	if (r == 0 && with_name)
		r = scols_line_set_data(line, 0, name);
	if (r == 0 && with_name)
		r = scols_cell_set_color(scols_line_get_cell(line, 0), "halfbright");
	if (r == 0)
		r = scols_line_set_data(line, with_name, scols_cell_get_data(cell));
	if (r == 0 && color)
		r = scols_cell_set_color(scols_line_get_cell(line, with_name), color);
	return r;
}

static int fill(const struct output *output, struct libscols_table *vertical,
                struct libscols_line *line, const struct leaves *leaves)
{
	bool with_name = !output->settings.without_headings;

	scols_table_enable_noencoding(vertical, 1); /* cell_text() has done that */
	scols_table_enable_noheadings(vertical, 1);
	scols_table_enable_colors(vertical, output->settings.with_color);
	if (with_name && !scols_table_new_column(vertical, "NAME", 0, 0))
		return -ENOMEM;
	if (!scols_table_new_column(vertical, "VALUE", 0, SCOLS_FL_WRAP))
		return -ENOMEM;
	for (size_t n = 0; n < leaves->n; n++) {
		int r = add_pair(vertical, leaves->items[n].name, scols_line_get_cell(line, n),
		                 with_name);

		if (r < 0)
			return r;
	}
	return 0;
}

int vertical_add(struct output *output, struct libscols_table *table, struct libscols_line *line,
                 const struct leaves *leaves)
{
	struct libscols_table *vertical = scols_new_table();
	int r = vertical ? fill(output, vertical, line, leaves) : -ENOMEM;

	if (r == 0) {
		scols_table_set_termforce(vertical, scols_table_get_termforce(table));
		r = print_table(vertical, false, &output->buffer);
	}
	scols_unref_table(vertical);
	return r;
}
