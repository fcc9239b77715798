/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits and pressure of the machine and of control groups. */
#ifndef COLLECT_CGROUP_H
#define COLLECT_CGROUP_H

#include "model/collector.h"

/* The options of a plan for all these collectors. */
struct cgroup_options {
	const char
		*path; /* control group; NULL: that of nvhost, or for pressure the whole machine */
	bool is_recursive; /* for the list: include all groups below each operand */
};

/* One row for each level, from the group itself up to the root. */
extern const struct collector cgroup_cpu_collector;
extern const struct collector cgroup_memory_collector;

/* cgroup_list.c: all groups, or those that the operands name */
extern const struct collector cgroup_list_collector;

/* Two rows: some and full. */
extern const struct collector pressure_cpu_collector;
extern const struct collector pressure_memory_collector;
extern const struct collector pressure_io_collector;

#endif
