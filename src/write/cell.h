/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells: values as text, for CSV and for tables. */
#ifndef WRITE_CELL_H
#define WRITE_CELL_H

#include "base/buffer.h"
#include "model/field.h"
#include "write/human.h"

/*
 * A field's columns in CSV and tables: itself, or for a struct each of its members, in order.
 * A struct's name and those of its members are joined by a dot.
 */
struct leaf {
	char name[128];
	const struct field *field;
};

struct leaves {
	struct leaf *items; /* from malloc(3) */
	size_t n, size;
};

/* Adds the leaves below FIELD, whose name in the output is NAME. Returns 0 or -ENOMEM. */
int leaves_add(const char *name, const struct field *field, struct leaves *ret);

/* Calls WITH for the value of each leaf below FIELD, in the same order, until one fails. */
int leaves_walk(const struct field *field, const struct value *value,
                int (*with)(void *arg, const struct field *field, const struct value *value),
                void *arg);

/* Appends a present value as CSV and scripts want it: plain numbers, raw bytes, JSON for lists. */
int cell_plain(struct buffer *buffer, const struct field *field, const struct value *value);

/* Appends a present value as people read it: write/human.h, \xNN for what is not text. */
int cell_human(struct buffer *buffer, const struct field *field, const struct value *value,
               struct human_style style);

/*
 * Appends TEXT with the bytes of control characters, of what is no UTF-8 and of what the locale
 * does not have as \xNN, and with other characters that do not show as \u200b.
 */
int cell_text(struct buffer *buffer, struct text text);

#endif
