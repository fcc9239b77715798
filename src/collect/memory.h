/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory of the machine: /proc/meminfo, with /proc/vmstat for what was swapped. */
#ifndef COLLECT_MEMORY_H
#define COLLECT_MEMORY_H

#include "model/collector.h"

extern const struct collector memory_summary_collector; /* two rows: memory and swap */
extern const struct collector memory_virtual_collector;
extern const struct collector memory_swap_collector;
extern const struct collector swap_devices_collector;

/* The shares of memory and of swap that are used. Returns 0 or a negative errno. */
int memory_read_percents(struct buffer *scratch, struct opt_f64 *ret_memory,
                         struct opt_f64 *ret_swap);

#endif
