/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Template: a text with {COLUMN} in it, of which each row makes a line. */
#ifndef WRITE_TEMPLATE_H
#define WRITE_TEMPLATE_H

#include "base/arena.h"
#include "model/writer.h"

struct template_part {
	struct text text; /* a literal without its escapes, or what TEXT has between the braces */
	bool is_column;
	size_t column; /* which of the output's columns it is; filled in by the caller */
};

struct row_template {
	struct template_part *parts;
	size_t n_parts;
};

/*
 * Parses TEXT, which lives as long as the parts do. A backslash stands before t, n, r, 0 (a tab, a
 * newline, a carriage return, a NUL) and before a backslash or brace that is meant as such.
 *
 * Returns 0, -EINVAL where the text is no template, *why then says where, or -ENOMEM.
 */
int template_parse(struct text text, struct arena *arena, struct row_template *ret,
                   struct buffer *why);

#endif
