/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The place of a CPU: socket, core, NUMA node and caches; /sys/devices/system/cpu
 * (Documentation/ABI/stable/sysfs-devices-system-cpu, Documentation/admin-guide/cputopology.rst).
 */
#ifndef KERNEL_CPU_PLACE_H
#define KERNEL_CPU_PLACE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/* A cache: cpuN/cache/indexM. */
struct cpu_cache {
	struct text name; /* as lscpu(1) prints it: "L1d", "L1i", "L2", "L3" */
	struct opt_u64 level;
	struct text type; /* "Data", "Instruction", "Unified" */
	struct opt_u64 size_bytes;
	struct opt_u64 line_bytes;
	struct opt_u64 ways;
	struct numbers cpus; /* the CPUs that share the cache */
};

/* A datum that the kernel does not provide is absent. An offline CPU has no topology. */
struct cpu_place {
	uint64_t cpu;
	struct opt_bool is_online; /* absent if no file tells */
	struct opt_u64 node;       /* the NUMA node */

	/* hardware numbers: a core number is unique in its socket at most */
	struct opt_i64 package_id, die_id, cluster_id, core_id, book_id, drawer_id;

	/*
	 * The CPUs of the same core and of the same socket, as the kernel's lists "0-1"; or absent.
	 */
	struct text core_cpus, package_cpus;

	/* Numbered across the machine in the order of the CPUs, as lscpu(1) does. */
	struct opt_u64 core, socket;

	struct structs caches; /* items are struct cpu_cache */
};

/*
 * Lists all CPUs that /sys has, ascending, as memory of ARENA. with_caches: reads some twenty more
 * files of each CPU.
 *
 * Returns 0 or a negative errno.
 */
int cpu_places_read(bool with_caches, struct buffer *scratch, struct arena *arena,
                    struct cpu_place **ret, size_t *ret_n);

#endif
