/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pattern: a POSIX extended regular expression (regex(7)) that may match anywhere in a text. The
 * time of a match is proportional to the text. Patterns and texts are bytes, in any locale.
 */
#ifndef QUERY_PATTERN_H
#define QUERY_PATTERN_H

#include "base/buffer.h"

struct pattern;

/*
 * Compiles TEXT. Returns 0; -EINVAL with *why if TEXT is no pattern or takes too much memory;
 * -ENOMEM.
 */
int pattern_new(struct text text, bool ignores_case, struct pattern **ret, struct buffer *why);

/* Whether the pattern matches in TEXT: 1, 0, or -ENOMEM. Several threads may call this at once. */
int pattern_matches(struct pattern *pattern, struct text text);

/* Whether two patterns were made of the same text and flags. */
bool pattern_equal(const struct pattern *a, const struct pattern *b);

void pattern_free(struct pattern *pattern);

#endif
