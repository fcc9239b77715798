/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hash: open addressing with linear probing; at most half of the slots are taken. */
#include "base/hash.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

struct hash_slot {
	uint64_t key;
	uint64_t value;
	bool is_taken;
};

enum { FIRST_SLOTS = 64 };

/* The kernel gives each program 16 random bytes at its start: AT_RANDOM in getauxval(3). */
static uint64_t seed(void)
{
	const void *random = (const void *)getauxval(AT_RANDOM);
	uint64_t ret = 0;

	if (random)
		memcpy(&ret, random, sizeof(ret));
	return ret;
}

/*
 * Multiplication by an odd constant spreads each bit upward; the shifts bring the high bits back
 * down.
 */
static uint64_t mix(uint64_t key)
{
	key ^= seed();
	key = (key ^ key >> 32) * UINT64_C(0x9e3779b97f4a7c15);
	key = (key ^ key >> 29) * UINT64_C(0xd6e8feb86659fd93);
	return key ^ key >> 32;
}

/* Returns the slot of KEY, or the free slot in which to put KEY. */
static struct hash_slot *slot_of(struct hash_slot *slots, size_t n_slots, uint64_t key)
{
	size_t at = (size_t)mix(key) & (n_slots - 1);

	while (slots[at].is_taken && slots[at].key != key)
		at = (at + 1) & (n_slots - 1);
	return &slots[at];
}

static int hash_grow(struct hash *hash)
{
	size_t n_slots = hash->n_slots > 0 ? hash->n_slots * 2 : FIRST_SLOTS;
	struct hash_slot *slots = calloc(n_slots, sizeof(*slots));

	if (!slots)
		return -ENOMEM;
	for (size_t n = 0; n < hash->n_slots; n++)
		if (hash->slots[n].is_taken)
			*slot_of(slots, n_slots, hash->slots[n].key) = hash->slots[n];
	free(hash->slots);
	hash->slots = slots;
	hash->n_slots = n_slots;
	return 0;
}

int hash_put(struct hash *hash, uint64_t key, uint64_t value)
{
	struct hash_slot *slot;

	if (hash->n >= hash->n_slots / 2) {
		int r = hash_grow(hash);

		if (r < 0)
			return r;
	}
	slot = slot_of(hash->slots, hash->n_slots, key);
	hash->n += !slot->is_taken;
	*slot = (struct hash_slot){ .key = key, .value = value, .is_taken = true };
	return 0;
}

bool hash_get(const struct hash *hash, uint64_t key, uint64_t *ret_value)
{
	const struct hash_slot *slot;

	if (hash->n == 0)
		return false;
	slot = slot_of(hash->slots, hash->n_slots, key);
	if (!slot->is_taken)
		return false;
	if (ret_value)
		*ret_value = slot->value;
	return true;
}

void hash_done(struct hash *hash)
{
	free(hash->slots);
	*hash = (struct hash){ 0 };
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv */
static uint64_t hash_from(uint64_t hash, struct text text)
{
	for (size_t n = 0; n < text.length; n++)
		hash = (hash ^ (unsigned char)text.bytes[n]) * UINT64_C(0x100000001b3);
	return hash;
}

uint64_t hash_text(struct text text)
{
	return hash_from(UINT64_C(0xcbf29ce484222325), text);
}

uint64_t hash_secret(struct text text)
{
	return hash_from(mix(UINT64_C(0xcbf29ce484222325)), text);
}
