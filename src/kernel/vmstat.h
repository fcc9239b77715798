/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/vmstat: lines "key N" with counters since boot, mm/vmstat.c. */
#ifndef KERNEL_VMSTAT_H
#define KERNEL_VMSTAT_H

#include "base/buffer.h"
#include "model/value.h"

struct vmstat {
	struct opt_u64 pswpin_bytes; /* in pages in the file */
	struct opt_u64 pswpout_bytes;
	struct opt_u64 pgpgin_bytes; /* of block devices; in KiB in the file */
	struct opt_u64 pgpgout_bytes;
	struct opt_u64 pgmajfault;
	struct opt_u64 oom_kill; /* since Linux 4.13 */
};

/* Reads the file. Returns 0 or a negative errno. */
int vmstat_read(struct buffer *scratch, struct vmstat *ret);

/* Parses the text of the file. */
void vmstat_parse(struct text text, uint64_t page_bytes, struct vmstat *ret);

#endif
