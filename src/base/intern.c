/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intern: texts, each once. */
#include "base/intern.h"

#include <errno.h>

static int add(struct intern *intern, struct text text, uint64_t key, size_t *ret)
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

/* Two texts of one hash: the second has the next one that is free. */
int intern_add(struct intern *intern, struct text text, size_t *ret)
{
	uint64_t key = hash_secret(text), place;

	for (; hash_get(&intern->hash, key, &place); key++)
		if (text_equal(intern->texts[place], text)) {
			*ret = (size_t)place;
			return 0;
		}
	return add(intern, text, key, ret);
}

void intern_done(struct intern *intern)
{
	hash_done(&intern->hash);
	arena_done(&intern->arena);
	*intern = (struct intern){ 0 };
}
