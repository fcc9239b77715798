/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Template: a text with {COLUMN} in it, printed once for each row. */
#ifndef WRITE_TEMPLATE_H
#define WRITE_TEMPLATE_H

#include "base/arena.h"
#include "model/writer.h"

struct template_part {
	struct text text; /* literal text without escapes, or the text between braces */
	bool is_column;
	size_t column; /* index among the output's columns, set by the caller */
};

struct row_template {
	struct template_part *parts;
	size_t n_parts;
};

/*
 * Parses TEXT, which must live as long as the parts. Escapes are \t, \n, \r, \0, \\, \{ and \}.
 *
 * Returns 0; -EINVAL if TEXT is no template, *why then says why and shows the place; -ENOMEM.
 */
int template_parse(struct text text, struct arena *arena, struct row_template *ret,
                   struct buffer *why);

#endif
