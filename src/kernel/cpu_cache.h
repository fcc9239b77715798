/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The caches of a CPU: /sys/devices/system/cpu/cpuN/cache. */
#ifndef KERNEL_CPU_CACHE_H
#define KERNEL_CPU_CACHE_H

#include "kernel/cpu_place.h"

/*
 * Lists the caches of CPU in the order of the kernel's indexes, as memory of ARENA. ret:
 * UNSUPPORTED if the kernel does not describe the caches of this machine. Returns 0 or a negative
 * errno.
 */
int cpu_caches_read(uint64_t cpu, struct buffer *scratch, struct arena *arena, struct structs *ret);

/*
 * Parses "32K", "1024K", "8M"; drivers/base/cacheinfo.c prints KiB. Returns 0, -EINVAL or -ERANGE.
 */
int cpu_cache_parse_size(struct text text, uint64_t *ret_bytes);

#endif
