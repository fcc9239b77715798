/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key: identifies a row, to find the same row in another sample. */
#include "query/key.h"

#include <assert.h>
#include <errno.h>

int key_columns(const struct collector *collector, const char *names, struct columns *ret)
{
	struct text rest = text_of(names), name;
	int r = 0;

	while (r == 0 && text_next_word(&rest, &name)) {
		_cleanup_buffer_ struct buffer why = { 0 };
		struct column column;

		r = column_find(collector, name, &column, &why);
		assert(r != -EINVAL); /* a collector's key names its own columns */
		if (r == 0)
			r = columns_add(ret, &column);
	}
	return r;
}

/* Appends text as printable ASCII, for the JSON of a state file: any other byte becomes %NN. */
static int add_name(struct buffer *buffer, struct text name)
{
	int r = 0;

	for (size_t n = 0; n < name.length && r == 0; n++) {
		unsigned char c = (unsigned char)name.bytes[n];

		r = c > ' ' && c < 0x7f && c != '%' ? buffer_add_byte(buffer, name.bytes[n])
		                                    : buffer_add_format(buffer, "%%%02x", c);
	}
	return r;
}

int key_of(const struct columns *keys, const void *record, struct buffer *ret)
{
	int r = 0;

	for (size_t n = 0; n < keys->n && r == 0; n++) {
		const struct field *field = keys->items[n].field;
		struct value value;

		record_value(field, record, &value);
		if (n > 0)
			r = buffer_add_byte(ret, '/');
		if (r < 0 || value.is != PRESENT)
			continue;
		if (field_type(field) == TYPE_TEXT)
			r = add_name(ret, value.text);
		else
			r = buffer_add_format(ret, "%jd", (intmax_t)value.i);
	}
	return r < 0 ? r : buffer_add_byte(ret, '\0');
}
