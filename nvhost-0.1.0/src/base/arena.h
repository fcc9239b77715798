/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arena: memory of one batch of rows, given back all at once. A zeroed one is empty and usable.
 * An arena belongs to one thread at a time.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/cleanup.h"
#include "base/text.h"

struct arena_block;

struct arena {
	struct arena_block *newest;
	size_t used; /* bytes of the newest block */
};

/* SIZE bytes, zeroed, aligned for any type; NULL where memory is out. */
void *arena_alloc(struct arena *arena, size_t size);

/* COUNT zeroed elements of SIZE bytes; NULL where memory is out or the product overflows. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/*
 * Room for one more element behind the N of SIZE bytes that ARRAY has, which grew only by this.
 * The room doubles, so that all that is left behind is no more than what is used.
 *
 * Returns the array, perhaps elsewhere; NULL where memory is out.
 */
void *arena_grow(struct arena *arena, void *array, size_t n, size_t size);

/* Copies TEXT, with a NUL behind it for C functions that need one. Returns 0 or -ENOMEM. */
int arena_copy(struct arena *arena, struct text text, struct text *ret);

/* Takes over all that OTHER holds, which is empty then. */
void arena_adopt(struct arena *arena, struct arena *other);

/* Forgets what it holds but keeps a block for the next batch. */
void arena_reset(struct arena *arena);

/* Gives the memory back. */
void arena_done(struct arena *arena);

#define _cleanup_arena_ _cleanup_(arena_done)

#endif
