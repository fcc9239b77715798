/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growing arrays, and binary search in sorted arrays. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>
#include <stdint.h>

/*
 * Makes room for one more item after N items. ITEMS is the address of the pointer to the items,
 * which come from malloc(3); the pointer may be NULL. SIZE is the number of items there is room
 * for. Returns 0, or -ENOMEM with nothing changed.
 */
int array_grow(void *items, size_t n, size_t *size, size_t item_size);

/*
 * Returns the index of the first of N items, sorted by NUMBER_OF, whose number is not below WANTED,
 * or N if all are below WANTED.
 */
size_t array_place(const void *items, size_t n, size_t item_size,
                   uint64_t (*number_of)(const void *item), uint64_t wanted);

#endif
