/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes: memory, with a fill function for each kernel file. */
#include <errno.h>

#include "collect/process/process.h"
#include "kernel/process/pid_link.h"
#include "kernel/process/pid_replaced.h"
#include "kernel/process/process_handle.h"

int process_fill_statm(const struct fill_context *context, void *record)
{
	struct pid_statm *statm = &((struct process *)record)->statm;
	const struct process_handle *handle = context->held;
	int task, r = handle->statm >= 0
	                      ? pid_statm_read_open(handle->statm, context->scratch, statm)
	                      : pid_statm_read(handle->dir, context->scratch, statm);

	if (r < 0 || statm->vms_bytes.v > 0)
		return r;
	r = process_handle_task(context->held, context->scratch, &task);
	return r < 0 || handle->task < 0 ? r : pid_statm_read(task, context->scratch, statm);
}

int process_fill_machine_memory(const struct fill_context *context, void *record)
{
	const struct process_shared *shared = context->shared;

	((struct process *)record)->machine_bytes = shared->memory_bytes.v;
	if (shared->memory_bytes.is == PRESENT && shared->memory_bytes.v == 0)
		return -EOPNOTSUPP;
	return process_explain_shared(shared->memory_bytes.is);
}

int process_fill_memory_percent(const struct fill_context *context, void *record)
{
	struct process *process = record;
	struct opt_u64 rss = process->statm.rss_bytes;
	int r = process_fill_machine_memory(context, record);

	if (r < 0 || rss.is != PRESENT)
		return r < 0 ? r : -EOPNOTSUPP;
	process->memory_percent = 100 * (double)rss.v / (double)process->machine_bytes;
	return 0;
}

int process_fill_footprint(const struct fill_context *context, void *record)
{
	struct pid_footprint *footprint = &((struct process *)record)->footprint;
	int task, r = process_handle_task(context->held, context->scratch, &task);

	return r < 0 ? r : pid_footprint_read(task, context->scratch, footprint);
}

int process_fill_maps(const struct fill_context *context, void *record)
{
	struct process *process = record;
	struct pid_map *list = NULL;
	size_t n = 0;
	int task, r = process_handle_task(context->held, context->scratch, &task);

	if (r < 0)
		return r;
	if (process_is_zombie(process))
		return -FAULT_ZOMBIE;
	r = pid_maps_read(task, true, context->scratch, context->arena, &list, &n);
	process->maps = (struct structs){ .items = list, .n = n, .is = PRESENT };
	return r;
}

/* A program in a memfd was never on disk. */
int process_fill_needs_restart(const struct fill_context *context, void *record)
{
	struct process *process = record;
	int task, r = process_handle_task(context->held, context->scratch, &task);

	if (r < 0)
		return r;
	if (process->is_exe_deleted && !text_starts(process->exe, TEXT("/memfd:"))) {
		process->needs_restart = true;
		return 0;
	}
	return pid_replaced_read(task, context->scratch, &process->needs_restart);
}

/* ---- each kind of memory in percent of the machine's (psutil's memory_percent(memtype)) ---- */

static void get_share(const struct process *process, struct opt_u64 bytes, struct value *ret)
{
	ret->is = bytes.is;
	ret->f = 100 * (double)bytes.v / (double)process->machine_bytes;
}

#define GETTER(name, bytes, from, what)                                      \
	void process_get_share_##name(const void *record, struct value *ret) \
	{                                                                    \
		const struct process *process = record;                      \
                                                                             \
		get_share(process, bytes, ret);                              \
	}

PROCESS_SHARES(GETTER)
