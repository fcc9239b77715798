/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pattern: a POSIX extended regular expression (regex(7)) that is looked for anywhere in a text, in
 * time proportional to the text. Patterns and texts are bytes, whatever the locale.
 */
#ifndef QUERY_PATTERN_H
#define QUERY_PATTERN_H

#include "base/buffer.h"

struct pattern;

/*
 * Compiles TEXT. Returns 0, -EINVAL where it is no pattern or would take too much memory, *why then
 * says so; -ENOMEM.
 */
int pattern_new(struct text text, bool ignores_case, struct pattern **ret, struct buffer *why);

/* Whether it is found in TEXT; may be asked by several threads. 1, 0, or -ENOMEM. */
int pattern_matches(struct pattern *pattern, struct text text);

/* Whether both were made of the same text. */
bool pattern_equal(const struct pattern *a, const struct pattern *b);

void pattern_free(struct pattern *pattern);

#endif
