/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arrays that grow, and places in sorted ones. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>
#include <stdint.h>

/*
 * Makes room for one more item behind N. ITEMS: the address of the pointer to them, from malloc(3)
 * or NULL. SIZE: for how many there is room. Returns 0 or -ENOMEM, nothing is changed then.
 */
int array_grow(void *items, size_t n, size_t *size, size_t item_size);

/*
 * The place of the first of N items, sorted by NUMBER_OF, whose number is not below WANTED; N where
 * all are below it.
 */
size_t array_place(const void *items, size_t n, size_t item_size,
                   uint64_t (*number_of)(const void *item), uint64_t wanted);

#endif
