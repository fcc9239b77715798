/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A control group as a record: its sources, read from the hierarchies of a forest, and its columns.
 */
#ifndef COLLECT_CGROUP_GROUP_H
#define COLLECT_CGROUP_GROUP_H

#include "kernel/cgroup.h"
#include "kernel/pressure.h"
#include "kernel/process/pid_cgroup.h"
#include "model/collector.h"

struct group {
	struct record record;
	struct text path, name;
	uint64_t depth;
	struct pid_cgroup names; /* what the path tells, in the same form as for a process */
	uint64_t processes;
	struct cgroup_pids pids;
	struct cgroup_cpu cpu;
	struct cgroup_memory memory;
	struct cgroup_io io;
	struct pressure cpu_pressure, memory_pressure, io_pressure;
	struct opt_f64 cpu_percent, read_bytes_rate, write_bytes_rate, read_rate, write_rate;
};

enum { N_GROUP_SOURCES = 11, N_GROUP_FIELDS = 46 };

/* For these sources, context->shared is a struct cgroup_forest. */
extern const struct source group_sources[N_GROUP_SOURCES];
extern const struct field group_fields[N_GROUP_FIELDS];

#endif
