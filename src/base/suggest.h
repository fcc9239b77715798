/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggest: "did you mean", for any word that is not one of the valid words. */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include "base/buffer.h"

struct suggestion {
	struct text word;
	const char *prefix; /* printed before each word in messages: "--"; NULL: nothing */
	struct text nearest;
	size_t distance;
};

static inline struct suggestion suggestion_for(struct text word)
{
	return (struct suggestion){ .word = word, .distance = SIZE_MAX };
}

/* Compares the word with VALID, one of the valid words. */
void suggestion_offer(struct suggestion *suggestion, struct text valid);

/* Returns whether a valid word is near enough to be suggested. */
bool suggestion_is_near(const struct suggestion *suggestion);

/*
 * Appends: unknown KIND 'WORD'; did you mean 'NEAREST'? The question is left out if no valid word
 * is near. Returns 0 or -ENOMEM.
 */
int suggestion_explain(const struct suggestion *suggestion, const char *kind, struct buffer *ret);

/*
 * Offers N words and explains; if none is near, lists all of them: (valid: A, B, C). For kinds with
 * few words. Returns 0 or -ENOMEM.
 */
int suggestion_among(struct suggestion *suggestion, const char *kind, const char *const *words,
                     size_t n, struct buffer *ret);

#endif
