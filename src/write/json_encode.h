/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON encoder: values as JSON (RFC 8259), for the JSON formats, and for lists and maps in CSV.
 *
 * All functions append to a buffer and return 0 or -ENOMEM.
 */
#ifndef WRITE_JSON_ENCODE_H
#define WRITE_JSON_ENCODE_H

#include "base/buffer.h"
#include "model/field.h"

/*
 * Appends a string with its quotes. Each byte that begins no valid UTF-8 becomes U+FFFD. Control
 * characters, and characters that are not visible (utf8_is_hidden()), become escapes: \u009b.
 */
int json_add_text(struct buffer *buffer, struct text text);

struct json_manner {
	struct text denied; /* the string that stands for a denied value; bytes NULL: null does */
	bool keeps_bytes;   /* keep bytes that are no UTF-8, for cells of CSV */
};

int json_add_value(struct buffer *buffer, const struct field *field, const struct value *value,
                   struct json_manner manner);

#endif
