/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Print: a libsmartcols table as text. */
#include "write/print.h"

#include <errno.h>

int print_table(struct libscols_table *table, bool has_headings, struct buffer *ret)
{
	size_t lines = scols_table_get_nlines(table) + has_headings;
	_cleanup_free_ char *text = NULL;
	int r = scols_print_table_to_string(table, &text);

	for (const char *c = text; r == 0 && c && lines > 1; lines--) {
		c = strchr(c, '\n');
		c = c ? c + 1 : NULL;
	}
	if (r == 0 && (lines > 1 || !text || !*text))
		r = -ENOMEM;
	if (r == 0)
		r = buffer_add(ret, text_of(text));
	return r < 0 ? r : buffer_add_byte(ret, '\n');
}
