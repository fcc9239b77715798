/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arena: memory for one batch of rows, freed all at once. A zeroed arena is empty and ready for
 * use. Only one thread at a time may use an arena.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/cleanup.h"
#include "base/text.h"

struct arena_block;

struct arena {
	struct arena_block *newest;
	size_t used; /* bytes used of the newest block */
};

/* Returns SIZE zeroed bytes, aligned for any type, or NULL if memory runs out. */
void *arena_alloc(struct arena *arena, size_t size);

/*
 * Returns COUNT zeroed elements of SIZE bytes, or NULL if memory runs out or the product overflows.
 */
void *arena_array(struct arena *arena, size_t count, size_t size);

/*
 * Makes room for one more element after the N elements of SIZE bytes in ARRAY, which must have
 * grown only through this function. The room doubles each time, so the memory of the older copies
 * is never more than that of the newest.
 *
 * Returns the array, which may have moved, or NULL if memory runs out.
 */
void *arena_grow(struct arena *arena, void *array, size_t n, size_t size);

/* Copies TEXT and appends a NUL for C functions that need one. Returns 0 or -ENOMEM. */
int arena_copy(struct arena *arena, struct text text, struct text *ret);

/* Moves all memory of OTHER into ARENA. OTHER is empty afterwards. */
void arena_adopt(struct arena *arena, struct arena *other);

/* Empties the arena but keeps one block for the next batch. */
void arena_reset(struct arena *arena);

/* Frees the memory. */
void arena_done(struct arena *arena);

#define _cleanup_arena_ _cleanup_(arena_done)

#endif
