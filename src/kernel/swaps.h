/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/swaps: swap devices and files, proc_swaps(5), mm/swapfile.c. */
#ifndef KERNEL_SWAPS_H
#define KERNEL_SWAPS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

struct swap {
	struct text name; /* path */
	struct text type; /* "partition", "file" */
	struct opt_u64 size_bytes;
	struct opt_u64 used_bytes;
	struct opt_i64 priority; /* the highest is used first */
};

/* Reads the file in its order, as memory of ARENA. Returns 0 or a negative errno. */
int swaps_read(struct buffer *scratch, struct arena *arena, struct swap **ret, size_t *ret_n);

/*
 * Parses the text of the file. The heading and malformed lines are left out; a number that is too
 * large is absent. Returns 0 or -ENOMEM.
 */
int swaps_parse(struct text text, struct arena *arena, struct swap **ret, size_t *ret_n);

#endif
