/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as JSON (RFC 8259), written at once: for the JSON formats, and for lists and maps in CSV.
 *
 * All append to a buffer and return 0 or -ENOMEM.
 */
#ifndef WRITE_JSON_ENCODE_H
#define WRITE_JSON_ENCODE_H

#include "base/buffer.h"
#include "model/field.h"

/*
 * A string with its quotes. Each byte that begins no valid UTF-8 is one U+FFFD; controls, and
 * characters that a terminal shows as nothing or obeys (utf8_is_hidden()), are \u009b.
 */
int json_add_text(struct buffer *buffer, struct text text);

struct json_manner {
	struct text denied; /* what a denied value is, if that has bytes; else null */
	bool keeps_bytes;   /* that are no UTF-8, as the cells of CSV do, which need not be */
};

int json_add_value(struct buffer *buffer, const struct field *field, const struct value *value,
                   struct json_manner manner);

#endif
