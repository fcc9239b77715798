/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells: values as text, for CSV, tables, metrics and templates. */
#ifndef WRITE_CELL_H
#define WRITE_CELL_H

#include "base/buffer.h"
#include "model/field.h"
#include "write/human.h"

/*
 * A leaf is a column of CSV or of a table: a field that is no struct, or a member of a struct, at
 * any depth. Dots join the names of a struct and its members.
 */
struct leaf {
	char name[128];
	const struct field *field;
};

struct leaves {
	struct leaf *items; /* from malloc(3) */
	size_t n, size;
};

/* Adds the leaves of FIELD, which has the NAME in the output. Returns 0 or -ENOMEM. */
int leaves_add(const char *name, const struct field *field, struct leaves *ret);

/*
 * Calls WITH for the value of each leaf of FIELD, in the order of leaves_add(), until a call fails.
 * Returns 0 or the result of that call.
 */
int leaves_walk(const struct field *field, const struct value *value,
                int (*with)(void *arg, const struct field *field, const struct value *value),
                void *arg);

/*
 * Appends a present value for a machine: plain numbers, raw bytes of text, lists as JSON.
 * Returns 0 or -ENOMEM.
 */
int cell_plain(struct buffer *buffer, const struct field *field, const struct value *value);

/*
 * Appends a present value for people: numbers by write/human.h, text by cell_text().
 * Returns 0 or -ENOMEM.
 */
int cell_human(struct buffer *buffer, const struct field *field, const struct value *value,
               struct human_style style);

/*
 * Appends TEXT with escapes: \xNN for each byte of a control character, of invalid UTF-8 and of a
 * character that the locale does not have; \uNNNN for any other character that is not visible.
 * Returns 0 or -ENOMEM.
 */
int cell_text(struct buffer *buffer, struct text text);

#endif
