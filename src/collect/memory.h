/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory and swap of the machine: /proc/meminfo, and /proc/vmstat for swap activity. */
#ifndef COLLECT_MEMORY_H
#define COLLECT_MEMORY_H

#include "model/collector.h"

extern const struct collector memory_summary_collector; /* two rows: memory and swap */
extern const struct collector memory_virtual_collector;
extern const struct collector memory_swap_collector;
extern const struct collector memory_line_collector; /* memory_line.c: both in one row */
extern const struct collector swap_devices_collector;

/* The most important numbers of memory or of swap; for swap, available_bytes is absent. */
struct memory_brief {
	struct opt_u64 total_bytes, used_bytes, free_bytes, available_bytes;
	struct opt_f64 percent;
};

/* Reads both; *ret_swap is untouched if swap cannot be read. Returns 0 or a negative errno. */
int memory_read_brief(struct buffer *scratch, struct memory_brief *ret_memory,
                      struct memory_brief *ret_swap);

#endif
