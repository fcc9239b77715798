/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hash: 64-bit keys (inodes, PIDs) to 64-bit values, in one array with open addressing.
 *
 * A zeroed one is empty and usable. Entries are replaced, never removed. The order of the slots
 * differs from run to run, as the seed is a random one of the kernel's: nobody can prepare keys
 * that all fall together. Many threads may read it at once while none writes.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/text.h"

struct hash_slot;

struct hash {
	struct hash_slot *slots;
	size_t n_slots; /* a power of two, or 0 */
	size_t n;       /* keys in it */
};

/* Sets the value of KEY. Returns 0 or -ENOMEM, the hash unchanged then. */
int hash_put(struct hash *hash, uint64_t key, uint64_t value);

/* ret_value: untouched where there is no such key; may be NULL. */
bool hash_get(const struct hash *hash, uint64_t key, uint64_t *ret_value);

/* A key for a text, the same in every run. Two texts may have the same, if hardly ever. */
uint64_t hash_text(struct text text);

/* The same with a secret of this run: nobody can prepare texts that have the same. */
uint64_t hash_secret(struct text text);

/* Gives the memory back; the hash is empty and usable. */
void hash_done(struct hash *hash);

#define _cleanup_hash_ _cleanup_(hash_done)

#endif
