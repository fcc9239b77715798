/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The size of the ZFS cache, /proc/spl/kstat/zfs/arcstats. /proc/meminfo counts this memory as
 * used.
 */
#ifndef KERNEL_ARCSTATS_H
#define KERNEL_ARCSTATS_H

#include "base/buffer.h"
#include "model/value.h"

/* Reads the size. Returns 0, -ENOENT without ZFS, -ENODATA, or another negative errno. */
int arcstats_read(struct buffer *scratch, struct opt_u64 *ret_bytes);

/* Parses the text of the file. Returns 0 or -ENODATA. */
int arcstats_parse(struct text text, struct opt_u64 *ret_bytes);

#endif
