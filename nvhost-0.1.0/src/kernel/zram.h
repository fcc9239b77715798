/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compressed swap in memory: /sys/block/zramN/mm_stat, Documentation/admin-guide/blockdev/zram.rst.
 */
#ifndef KERNEL_ZRAM_H
#define KERNEL_ZRAM_H

#include "base/buffer.h"

struct zram {
	uint64_t data_bytes;   /* stored, as it would be uncompressed */
	uint64_t memory_bytes; /* that it takes */
};

/* The sum of all devices. Returns 0, -ENOENT where there is none, or another negative errno. */
int zram_read(struct buffer *scratch, struct zram *ret);

/* One mm_stat: "orig_data_size compr_data_size mem_used_total …". 0 or -EINVAL. */
int zram_parse(struct text text, struct zram *ret);

#endif
