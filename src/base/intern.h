/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Intern: texts, each once, with numbers from 0 on in the order in which they came. A zeroed one is
 * empty and usable. Nobody can prepare texts that take long to tell apart: see hash_secret().
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
 * Finds the number of TEXT, which is copied where it is new.
 * Returns 1 where it is new, 0 where it was there, or -ENOMEM.
 */
int intern_add(struct intern *intern, struct text text, size_t *ret);

void intern_done(struct intern *intern);

#define _cleanup_intern_ _cleanup_(intern_done)

#endif
