/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Items of processes: threads, files, descriptors, mappings, environment variables, limits; one row
 * each, with the PID and the name of the owner. The operands of a plan are the owners. An operand
 * with is_told set was selected rather than named: if it ends or refuses access, that is not an
 * error.
 */
#ifndef COLLECT_PROCESS_PROCESS_ITEMS_H
#define COLLECT_PROCESS_PROCESS_ITEMS_H

#include "collect/process/process.h"
#include "kernel/process/process_handle.h"

/* The beginning of each row. */
struct item {
	struct record record;
	uint64_t pid;
	struct text name;
};

struct item_context {
	struct process_handle *process; /* the owner, held by its directory /proc/PID */
	int task;                       /* directory of the task that has its memory and files */
	const struct process *owner;    /* the owner, whose stat has been read */
	const struct plan *plan;
	void *handle; /* handle of the collector */
	struct buffer *scratch;
	struct rows *rows; /* rows to append to, with memory from their arena */
};

/* The options of a plan for items. */
struct items_options {
	bool is_ungrouped; /* maps: one row for each region */
};

extern const struct collector threads_collector;
extern const struct collector files_collector;
extern const struct collector fds_collector;
extern const struct collector maps_collector;
extern const struct collector environ_collector;
extern const struct collector limits_collector;

/*
 * Implements scan(): calls READ for each owner. READ appends the items of the owner as records that
 * begin with a struct item, which is filled in afterwards, and returns 0 or a negative code of the
 * owner.
 */
int process_items_scan(void *handle, const struct plan *plan, const struct take *take,
                       int (*read)(const struct item_context *context));

/* The fields of the owner. */
#define ITEM_FIELDS                                                           \
	FIELD(struct item, pid, .name = "pid", .help = "PID of the process"), \
		FIELD(struct item, name, .name = "name", .help = "name of the process")

#endif
