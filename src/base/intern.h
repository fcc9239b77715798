/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Intern: a set of texts, numbered from 0 in the order of arrival. A zeroed one is empty and ready
 * for use. Lookup stays fast whatever the texts are: see hash_secret().
 */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include "base/arena.h"
#include "base/hash.h"

struct intern {
	struct hash hash;
	struct text *texts;
	size_t n;
	struct arena arena;
};

/*
 * Finds the number of TEXT; copies TEXT if it is new. Returns 1 if TEXT is new, 0 if it was there
 * before, or -ENOMEM.
 */
int intern_add(struct intern *intern, struct text text, size_t *ret);

void intern_done(struct intern *intern);

#define _cleanup_intern_ _cleanup_(intern_done)

#endif
