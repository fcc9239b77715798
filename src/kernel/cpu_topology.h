/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many CPUs and cores there are: /sys/devices/system/cpu, else /proc/cpuinfo and /proc/stat. */
#ifndef KERNEL_CPU_TOPOLOGY_H
#define KERNEL_CPU_TOPOLOGY_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/*
 * Counts the online CPUs and their distinct cores, which are never more than the CPUs (values.md
 * P-265, T-04). A count that no file tells is absent. Returns 0; if no file tells the number of
 * CPUs, the error of /proc/cpuinfo, -ENODATA if no CPU is in it; -ENOMEM.
 */
int cpu_count_read(struct buffer *scratch, struct arena *arena, struct opt_u64 *ret_logical,
                   struct opt_u64 *ret_physical);

/*
 * Lists the numbers N of the entries PREFIXN in a directory of /sys, ascending, as memory of ARENA:
 * cpu0, cpu1 …; policy0 …. Returns 0 or a negative errno.
 */
int cpu_numbers_read(const char *directory, const char *prefix, struct arena *arena, uint64_t **ret,
                     size_t *ret_n);

#endif
