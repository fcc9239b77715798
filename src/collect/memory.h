/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory of the machine: /proc/meminfo, with /proc/vmstat for what was swapped. */
#ifndef COLLECT_MEMORY_H
#define COLLECT_MEMORY_H

#include "model/collector.h"

extern const struct collector memory_summary_collector; /* two rows: memory and swap */
extern const struct collector memory_virtual_collector;
extern const struct collector memory_swap_collector;
extern const struct collector memory_line_collector; /* both in one row: memory_line.c */
extern const struct collector swap_devices_collector;

/* What is most asked of memory, or of swap; swap has nothing that is `available`. */
struct memory_brief {
	struct opt_u64 total_bytes, used_bytes, free_bytes, available_bytes;
	struct opt_f64 percent;
};

/* Of memory and of swap, which may tell nothing. Returns 0 or a negative errno. */
int memory_read_brief(struct buffer *scratch, struct memory_brief *ret_memory,
                      struct memory_brief *ret_swap);

#endif
