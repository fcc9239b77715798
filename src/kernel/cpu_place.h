/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a CPU is: socket, core, NUMA node and caches, /sys/devices/system/cpu
 * (Documentation/ABI/stable/sysfs-devices-system-cpu, Documentation/admin-guide/cputopology.rst).
 */
#ifndef KERNEL_CPU_PLACE_H
#define KERNEL_CPU_PLACE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/* cpuN/cache/indexM. */
struct cpu_cache {
	struct text name; /* as lscpu(1) has it: "L1d", "L1i", "L2", "L3" */
	struct opt_u64 level;
	struct text type; /* "Data", "Instruction", "Unified" */
	struct opt_u64 size_bytes;
	struct opt_u64 line_bytes;
	struct opt_u64 ways;
	struct numbers cpus; /* that share the cache */
};

/* What the kernel does not say is absent: all of it, of a CPU that is offline. */
struct cpu_place {
	uint64_t cpu;
	struct opt_bool is_online; /* absent where no file tells */
	struct opt_u64 node;       /* of NUMA */

	/* numbers of the hardware: a core's is unique in its socket only, or not even there */
	struct opt_i64 package_id, die_id, cluster_id, core_id, book_id, drawer_id;

	/* CPUs of the same core and of the same socket, as the kernel's lists "0-1"; absent:
	 * unknown */
	struct text core_cpus, package_cpus;

	/* counted over the machine in the order of the CPUs, as lscpu(1) numbers them */
	struct opt_u64 core, socket;

	struct structs caches; /* of struct cpu_cache */
};

/*
 * Lists all CPUs that /sys knows, ascending, as memory of ARENA; with their caches where the caller
 * wants these, which are some twenty files of each CPU.
 * Returns 0 or a negative errno.
 */
int cpu_places_read(bool with_caches, struct buffer *scratch, struct arena *arena,
                    struct cpu_place **ret, size_t *ret_n);

#endif
