/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache of ZFS, which /proc/meminfo counts as used: /proc/spl/kstat/zfs/arcstats. */
#ifndef KERNEL_ARCSTATS_H
#define KERNEL_ARCSTATS_H

#include "base/buffer.h"
#include "model/value.h"

/* How large it is. Returns 0, -ENOENT without ZFS, -ENODATA, or another negative errno. */
int arcstats_read(struct buffer *scratch, struct opt_u64 *ret_bytes);

/* The same from the file's text. 0 or -ENODATA. */
int arcstats_parse(struct text text, struct opt_u64 *ret_bytes);

#endif
