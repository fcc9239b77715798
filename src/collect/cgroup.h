/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits and pressure, of the machine and of control groups. */
#ifndef COLLECT_CGROUP_H
#define COLLECT_CGROUP_H

#include "model/collector.h"

/* The options of a plan to all of them. */
struct cgroup_options {
	const char *path;  /* of a control group; NULL: our own, and of pressure the machine */
	bool is_recursive; /* of the list: with all that are below each operand */
};

/* A row for each level, from the group itself up to the root. */
extern const struct collector cgroup_cpu_collector;
extern const struct collector cgroup_memory_collector;

/* cgroup_list.c: all groups, or those of the operands' paths */
extern const struct collector cgroup_list_collector;

/* Two rows: some, and full. */
extern const struct collector pressure_cpu_collector;
extern const struct collector pressure_memory_collector;
extern const struct collector pressure_io_collector;

#endif
