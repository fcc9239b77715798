/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/vmstat: lines "key N", counters since boot, mm/vmstat.c. */
#ifndef KERNEL_VMSTAT_H
#define KERNEL_VMSTAT_H

#include "base/buffer.h"
#include "model/value.h"

struct vmstat {
	struct opt_u64 pswpin_bytes; /* the file counts pages */
	struct opt_u64 pswpout_bytes;
	struct opt_u64 pgpgin_bytes; /* the file counts KiB, of block devices */
	struct opt_u64 pgpgout_bytes;
	struct opt_u64 pgmajfault;
	struct opt_u64 oom_kill; /* since 4.13 */
};

/* Reads it. Returns 0 or a negative errno. */
int vmstat_read(struct buffer *scratch, struct vmstat *ret);

/* The same from the file's text. */
void vmstat_parse(struct text text, uint64_t page_bytes, struct vmstat *ret);

#endif
