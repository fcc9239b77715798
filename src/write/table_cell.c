/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table cell: a value in a table. */
#include "write/table_cell.h"

#include "write/cell.h"

static int format_value(const struct output *output, struct human_style style,
                        const struct field *field, const struct value *value, struct buffer *cell)
{
	struct text denied = output->settings.denied;

	if (value->is == DENIED)
		return cell_text(cell, denied.bytes ? denied : TEXT("?"));
	if (value->is != PRESENT)
		return buffer_add_byte(cell, '-');
	if (output->settings.with_plain_numbers && field_type(field) <= TYPE_FLOAT)
		return cell_plain(cell, field, value);
	return cell_human(cell, field, value, style);
}

static int add_level(struct table_cell *cell, double percent, struct buffer *ret)
{
	if (!cell->output->settings.with_graph)
		return look_bar(ret, percent, cell->with_blocks);
	return look_graph(cell->graph, cell->key, ret, percent, cell->with_blocks);
}

int table_cell_add(struct table_cell *cell, const struct field *field, const struct value *value,
                   struct buffer *ret)
{
	const struct output_settings *settings = &cell->output->settings;
	_cleanup_buffer_ struct buffer number = { 0 };
	int r;

	if (field->gauge != GAUGE_PERCENT || value->is != PRESENT || !settings->is_on_terminal ||
	    settings->with_plain_numbers)
		return format_value(cell->output, cell->style, field, value, ret);
	r = add_level(cell, value->f, ret);
	if (r == 0)
		r = cell_human(&number, field, value, cell->style);
	return r < 0 ? r
	             : buffer_add_format(ret, "%*.*s", (int)sizeof("100.0") - 1, (int)number.length,
	                                 number.text);
}
