/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compressed swap devices in memory: /sys/block/zramN/mm_stat,
 * Documentation/admin-guide/blockdev/zram.rst.
 */
#ifndef KERNEL_ZRAM_H
#define KERNEL_ZRAM_H

#include "base/buffer.h"

struct zram {
	uint64_t data_bytes;   /* uncompressed size of the stored data */
	uint64_t memory_bytes; /* memory that the data use */
};

/* Adds up all devices. Returns 0, -ENOENT if there is no device, or another negative errno. */
int zram_read(struct buffer *scratch, struct zram *ret);

/* Parses one mm_stat: "orig_data_size compr_data_size mem_used_total …". Returns 0 or -EINVAL. */
int zram_parse(struct text text, struct zram *ret);

#endif
