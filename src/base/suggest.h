/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggest: "did you mean", for any word that is none of those it might be. */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include "base/buffer.h"

struct suggestion {
	struct text word;
	const char *prefix; /* stands before each word in the message: "--"; NULL: nothing does */
	struct text nearest;
	size_t distance;
};

static inline struct suggestion suggestion_for(struct text word)
{
	return (struct suggestion){ .word = word, .distance = SIZE_MAX };
}

/* One of the words that it might have been. */
void suggestion_offer(struct suggestion *suggestion, struct text valid);

/* Whether one of them is so near that the question is worth asking. */
bool suggestion_is_near(const struct suggestion *suggestion);

/*
 * Appends: unknown KIND 'WORD'; did you mean 'NEAREST'?  The question only where something is near.
 * Returns 0 or -ENOMEM.
 */
int suggestion_explain(const struct suggestion *suggestion, const char *kind, struct buffer *ret);

/*
 * Offers N words, then explains; where none is near, all that are valid follow: (valid: A, B, C).
 * For kinds that have a few words. Returns 0 or -ENOMEM.
 */
int suggestion_among(struct suggestion *suggestion, const char *kind, const char *const *words,
                     size_t n, struct buffer *ret);

#endif
