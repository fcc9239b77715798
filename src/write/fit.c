/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fit: hides columns of a table, and cuts texts, so that the table fits. */
#include "write/fit.h"

enum {
	LEAST_LAST = 16, /* width that must be left for the last column, which is cut at the edge */
	LEAST_CUT = 8,   /* width below which no column is cut */
};

void fit_measure(struct shape *shape, struct text cell, size_t indent)
{
	size_t width = indent;

	while (cell.length > 0) {
		uint32_t point;
		size_t length = text_decode(cell, &point);

		cell = text_skip(cell, length > 0 ? length : 1);
		width++;
	}
	if (width > shape->width)
		shape->width = width;
}

bool fit_is_listed(const char *list, const char *name)
{
	struct text rest = text_of(list ? list : ""), part, wanted = text_of(name), tail;

	text_cut(wanted, '.', &wanted, &tail);
	while (text_next_part(&rest, ',', &part))
		if (text_equal(part, text_of(name)) || text_equal(part, wanted))
			return true;
	return false;
}

static bool is_hidden(struct libscols_table *table, size_t n)
{
	return scols_column_is_hidden(scols_table_get_column(table, n));
}

static void hide(struct libscols_table *table, size_t n)
{
	struct libscols_column *column = scols_table_get_column(table, n);

	scols_column_set_flags(column, scols_column_get_flags(column) | SCOLS_FL_HIDDEN);
}

static size_t width_of(struct libscols_table *table, const struct shape *shapes, size_t n_shapes)
{
	size_t width = 0;

	for (size_t n = 0; n < n_shapes; n++) {
		bool is_cut = n + 1 == n_shapes && shapes[n].width > LEAST_LAST;

		if (!is_hidden(table, n))
			width += (is_cut ? LEAST_LAST : shapes[n].width) + 1;
	}
	return width > 0 ? width - 1 : 0;
}

void fit_columns(struct libscols_table *table, const struct shape *shapes, size_t n_shapes)
{
	size_t room = scols_table_get_termwidth(table);

	for (size_t n = 1; n < n_shapes; n++)
		if (!shapes[n].has_value)
			hide(table, n);
	for (size_t n = n_shapes; n-- > 0 && width_of(table, shapes, n_shapes) > room;)
		if (shapes[n].is_optional && !is_hidden(table, n))
			hide(table, n);
}

bool fit_is_too_wide(struct libscols_table *table, const struct shape *shapes, size_t n_shapes)
{
	return width_of(table, shapes, n_shapes) > scols_table_get_termwidth(table);
}

static bool can_cut(struct libscols_table *table, const struct shape *shapes, size_t n)
{
	return shapes[n].is_text && !is_hidden(table, n);
}

/* The width of the table if all texts are cut to at most MOST characters. */
static size_t width_within(struct libscols_table *table, const struct shape *shapes,
                           size_t n_shapes, size_t most)
{
	size_t width = 0;

	for (size_t n = 0; n < n_shapes; n++)
		if (!is_hidden(table, n))
			width += 1 + (can_cut(table, shapes, n) && shapes[n].width > most
			                      ? most
			                      : shapes[n].width);
	return width > 0 ? width - 1 : 0;
}

void fit_cut(struct libscols_table *table, const struct shape *shapes, size_t n_shapes)
{
	size_t room = scols_table_get_termwidth(table), most = room;

	while (most > LEAST_CUT && width_within(table, shapes, n_shapes, most) > room)
		most--;
	for (size_t n = 0; n < n_shapes; n++) {
		struct libscols_column *column = scols_table_get_column(table, n);

		if (!can_cut(table, shapes, n) || shapes[n].width <= most)
			continue;
		scols_column_set_flags(column, scols_column_get_flags(column) | SCOLS_FL_TRUNC |
		                                       SCOLS_FL_STRICTWIDTH);
		scols_column_set_whint(column, (double)most);
	}
}

void fit_widen(struct libscols_table *table, const struct shape *shapes, size_t n_shapes)
{
	for (size_t n = 0; n < n_shapes; n++) {
		struct libscols_column *column = scols_table_get_column(table, n);

		if (n + 1 < n_shapes || scols_column_is_right(column))
			scols_column_set_whint(column, (double)shapes[n].width);
	}
}
