/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as JSON (jansson): for the JSON formats, and for the lists and maps in CSV cells. */
#ifndef WRITE_JSON_VALUE_H
#define WRITE_JSON_VALUE_H

#include <jansson.h>

#include "base/buffer.h"
#include "model/field.h"

/* Text as JSON holds it: each byte that begins no valid UTF-8 is one U+FFFD. NULL: no memory. */
json_t *json_text(struct text text);

/* A value of FIELD; a denied one is DENIED, if that has bytes, else null. NULL: no memory. */
json_t *json_value(const struct field *field, const struct value *value, struct text denied);

/*
 * Puts the text of NODE behind what is in BUFFER, compact, numbers as short as 15 digits allow.
 * Integers above 2^63-1 are reals in jansson; a document with one has them with 17 digits.
 * Returns 0 or -ENOMEM.
 */
int json_append(const json_t *node, struct buffer *buffer);

/* The same for people to read, a member a line. */
int json_append_indented(const json_t *node, struct buffer *buffer);

#endif
