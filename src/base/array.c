/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growing arrays, and binary search in sorted arrays. */
#include "base/array.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SIZE = 16 };

int array_grow(void *items, size_t n, size_t *size, size_t item_size)
{
	size_t more = *size > 0 ? *size * 2 : FIRST_SIZE;
	void *old, *moved;

	if (n < *size)
		return 0;
	if (*size > SIZE_MAX / 2 / item_size)
		return -ENOMEM;
	memcpy(&old, items, sizeof(old)); /* a pointer to any type */
	moved = reallocarray(old, more, item_size);
	if (!moved)
		return -ENOMEM;
	memcpy(items, &moved, sizeof(moved));
	*size = more;
	return 0;
}

size_t array_place(const void *items, size_t n, size_t item_size,
                   uint64_t (*number_of)(const void *item), uint64_t wanted)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (number_of((const char *)items + middle * item_size) < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
