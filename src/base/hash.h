/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hash: a table from 64-bit keys (inodes, PIDs) to 64-bit values, with open addressing.
 *
 * A zeroed hash is empty and ready for use. Entries can be replaced but not removed. The order of
 * the slots differs from run to run because the kernel provides a random seed: nobody can prepare
 * keys that all collide. Any number of threads may read a hash at the same time as long as none
 * writes.
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
	size_t n;       /* number of keys */
};

/* Sets the value of KEY. Returns 0, or -ENOMEM with the hash unchanged. */
int hash_put(struct hash *hash, uint64_t key, uint64_t value);

/* Returns whether KEY is there. ret_value may be NULL; it is untouched if KEY is not there. */
bool hash_get(const struct hash *hash, uint64_t key, uint64_t *ret_value);

/*
 * Returns a key for TEXT that is the same in every run. Two texts have the same key with negligible
 * probability unless someone prepares them.
 */
uint64_t hash_text(struct text text);

/*
 * Returns a key for TEXT that depends on a secret of this run: nobody can prepare texts that
 * collide.
 */
uint64_t hash_secret(struct text text);

/* Frees the memory; the hash is then empty and can be used again. */
void hash_done(struct hash *hash);

#define _cleanup_hash_ _cleanup_(hash_done)

#endif
