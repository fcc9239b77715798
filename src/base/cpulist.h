/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists and masks of CPU numbers as the kernel writes them, "0-3,8": lib/bitmap-str.c. */
#ifndef BASE_CPULIST_H
#define BASE_CPULIST_H

#include "base/arena.h"
#include "base/buffer.h"

/* No kernel has more: a list that names a higher number is refused before memory is asked for. */
enum { MOST_CPUS = 65536 };

/*
 * Parses a list, ascending and each number once.
 * Returns 0; -EINVAL for other text, 5-1 and the like; -ERANGE past MOST_CPUS; -ENOMEM.
 */
int cpulist_parse(struct text text, struct arena *arena, uint64_t **ret, size_t *ret_n);

/*
 * Parses a mask, "00000001,0000000f": the lowest CPUs are at the right (lib/vsprintf.c, %*pb).
 * Returns as cpulist_parse().
 */
int cpumask_parse(struct text text, struct arena *arena, uint64_t **ret, size_t *ret_n);

/* Appends N ascending numbers as a list. Returns 0 or -ENOMEM. */
int cpulist_format(const uint64_t *numbers, size_t n, struct buffer *ret);

#endif
