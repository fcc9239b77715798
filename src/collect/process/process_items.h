/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Items of processes: threads, files, descriptors, mappings, variables, limits, one row each, with
 * the PID and the name of their owner. The operands of a plan are the owners; an operand that
 * is told already (is_told) was selected, not named, and its end or refusal is no problem.
 */
#ifndef COLLECT_PROCESS_PROCESS_ITEMS_H
#define COLLECT_PROCESS_PROCESS_ITEMS_H

#include "collect/process/process.h"
#include "kernel/process/process_handle.h"

/* What every row of an item begins with. */
struct item {
	struct record record;
	uint64_t pid;
	struct text name;
};

struct item_reading {
	struct process_handle *process; /* the owner, by its directory /proc/PID */
	int task;                       /* where its memory and its files are */
	const struct process *owner;    /* with its stat */
	const struct plan *plan;
	void *handle; /* of the collector */
	struct buffer *scratch;
	struct rows *rows; /* to append to, with memory of its arena */
};

/* The options of a plan. */
struct items_options {
	bool is_ungrouped; /* maps: each region */
};

extern const struct collector threads_collector;
extern const struct collector files_collector;
extern const struct collector fds_collector;
extern const struct collector maps_collector;
extern const struct collector environ_collector;
extern const struct collector limits_collector;

/*
 * The whole of scan(): calls READ for each owner, which appends its items as records that begin
 * with a struct item (filled in afterwards). READ returns 0 or a negative code of the owner.
 */
int process_items_scan(void *handle, const struct plan *plan, const struct take *take,
                       int (*read)(const struct item_reading *reading));

/* The fields that the rows begin with. */
#define ITEM_FIELDS                                                           \
	FIELD(struct item, pid, .name = "pid", .help = "PID of the process"), \
		FIELD(struct item, name, .name = "name", .help = "name of the process")

#endif
