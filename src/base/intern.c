/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intern: a set of texts. */
#include "base/intern.h"

#include <errno.h>

static int add_text(struct intern *intern, struct text text, uint64_t key, size_t *ret)
{
	struct text *texts = arena_grow(&intern->arena, intern->texts, intern->n, sizeof(*texts));
	int r = texts ? arena_copy(&intern->arena, text, &texts[intern->n]) : -ENOMEM;

	if (r == 0)
		r = hash_put(&intern->hash, key, intern->n);
	if (r < 0)
		return r;
	intern->texts = texts;
	*ret = intern->n++;
	return 1;
}

/* If two texts have the same hash, the second takes the next free key. */
int intern_add(struct intern *intern, struct text text, size_t *ret)
{
	uint64_t key = hash_secret(text), place;

	for (; hash_get(&intern->hash, key, &place); key++)
		if (text_equal(intern->texts[place], text)) {
			*ret = (size_t)place;
			return 0;
		}
	return add_text(intern, text, key, ret);
}

void intern_done(struct intern *intern)
{
	hash_done(&intern->hash);
	arena_done(&intern->arena);
	*intern = (struct intern){ 0 };
}
