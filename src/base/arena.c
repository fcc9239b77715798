/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arena: a chain of blocks, the newest first. */
#include "base/arena.h"

#include <errno.h>
#include <stdalign.h>
#include <stdint.h>

enum { BLOCK_SIZE = 64 * 1024 };

struct arena_block {
	struct arena_block *older;
	size_t size;
	alignas(max_align_t) char bytes[];
};

static int add_block(struct arena *arena, size_t size)
{
	struct arena_block *block;

	if (size > SIZE_MAX - sizeof(*block))
		return -ENOMEM;
	block = malloc(sizeof(*block) + size);
	if (!block)
		return -ENOMEM;
	block->older = arena->newest;
	block->size = size;
	arena->newest = block;
	arena->used = 0;
	return 0;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	size_t need;
	void *p;

	if (__builtin_add_overflow(size, alignof(max_align_t) - 1, &need))
		return NULL;
	need &= ~(alignof(max_align_t) - 1);
	if ((!arena->newest || arena->newest->size - arena->used < need) &&
	    add_block(arena, MAX(need, (size_t)BLOCK_SIZE)) < 0)
		return NULL;
	p = arena->newest->bytes + arena->used;
	arena->used += need;
	return memset(p, 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t total;

	return __builtin_mul_overflow(count, size, &total) ? NULL : arena_alloc(arena, total);
}

void *arena_grow(struct arena *arena, void *array, size_t n, size_t size)
{
	void *larger;
	size_t room;

	if ((n & (n - 1)) != 0) /* only at a power of two is the room used up */
		return array;
	if (__builtin_mul_overflow(MAX(n, 1u), 2, &room))
		return NULL;
	larger = arena_array(arena, room, size);
	if (larger && n > 0)
		memcpy(larger, array, n * size);
	return larger;
}

int arena_copy(struct arena *arena, struct text text, struct text *ret)
{
	char *bytes = arena_alloc(arena, text.length + 1);

	if (!bytes)
		return -ENOMEM;
	if (text.length > 0)
		memcpy(bytes, text.bytes, text.length);
	*ret = (struct text){ .bytes = bytes, .length = text.length };
	return 0;
}

static void free_blocks(struct arena_block *block)
{
	while (block) {
		struct arena_block *older = block->older;

		free(block);
		block = older;
	}
}

void arena_reset(struct arena *arena)
{
	struct arena_block *kept = arena->newest;

	if (!kept)
		return;
	free_blocks(kept->older);
	kept->older = NULL;
	arena->used = 0;
}

void arena_done(struct arena *arena)
{
	free_blocks(arena->newest);
	*arena = (struct arena){ 0 };
}

void arena_adopt(struct arena *arena, struct arena *other)
{
	struct arena_block *oldest = other->newest;

	if (!oldest)
		return;
	if (!arena->newest) {
		*arena = *other;
	} else { /* after the newest block, which continues to be filled */
		while (oldest->older)
			oldest = oldest->older;
		oldest->older = arena->newest->older;
		arena->newest->older = other->newest;
	}
	*other = (struct arena){ 0 };
}
