/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists and masks of CPU numbers as the kernel writes them, "0-3,8": lib/bitmap-str.c. */
#ifndef BASE_CPULIST_H
#define BASE_CPULIST_H

#include "base/arena.h"
#include "base/buffer.h"

/*
 * More CPUs than any kernel supports: a list with a higher number is refused before memory is
 * allocated.
 */
enum { MOST_CPUS = 65536 };

/*
 * Parses a list. The result is in ascending order, each number once.
 *
 * Returns 0; -EINVAL for malformed text, such as 5-1; -ERANGE for a number of MOST_CPUS or more;
 * -ENOMEM.
 */
int cpulist_parse(struct text text, struct arena *arena, uint64_t **ret, size_t *ret_n);

/*
 * Parses a mask, "00000001,0000000f", whose lowest CPUs are at the right (lib/vsprintf.c, %*pb).
 * Returns what cpulist_parse() returns.
 */
int cpumask_parse(struct text text, struct arena *arena, uint64_t **ret, size_t *ret_n);

/* Appends N ascending numbers as a list. Returns 0 or -ENOMEM. */
int cpulist_format(const uint64_t *numbers, size_t n, struct buffer *ret);

#endif
