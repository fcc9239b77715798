/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items of processes: reads the items of all owners, several owners at a time. */
#include "collect/process/process_items.h"

#include <errno.h>
#include <stdio.h>

#include "collect/process/process_name.h"
#include "collect/process/process_operands.h"
#include "collect/workers.h"
#include "kernel/host.h"
#include "kernel/patience.h"
#include "kernel/process/proc_pids.h"

enum { WORTH_A_THREAD = 32 };

struct items_run {
	void *handle;
	const struct plan *plan;
	int (*read)(const struct item_context *context);
	pid_t *pids; /* NULL if the user named processes */
	struct named_processes named;
};

/*
 * Fills in the owner, marks sources that have no reason to be missing as present, and removes the
 * rows that the filter does not want.
 */
static void finish_rows(const struct plan *plan, const struct process *owner, size_t first,
                        struct rows *rows)
{
	const struct collector *collector = plan->collector;

	for (size_t n = first; n < rows->n; n++) {
		struct item *item = rows_at(rows, collector->record_size, n);

		item->pid = owner->pid;
		item->name = owner->name;
		for (size_t source = 1; source < collector->n_sources; source++)
			if (item->record.source[source] == ABSENT)
				item->record.source[source] = PRESENT;
	}
	rows_offer_all(plan, first, rows);
}

/*
 * Whether PID is a process, not another thread. A recorded process without status counts as a
 * process.
 */
static bool is_process(pid_t pid)
{
	pid_t leader = process_of_thread(pid);

	return leader < 0 || leader == pid;
}

static int read_owner(const struct items_run *run, pid_t pid, const struct named_process *named,
                      struct buffer *scratch, struct rows *rows)
{
	_cleanup_process_handle_ struct process_handle handle = NO_PROCESS;
	struct process owner = { 0 };
	struct item_context context = { .process = &handle,
		                        .owner = &owner,
		                        .plan = run->plan,
		                        .handle = run->handle,
		                        .scratch = scratch,
		                        .rows = rows };
	size_t first = rows->n;
	int r = process_handle_open(pid, HOLD_DIRECTORY, &handle);

	patience_begin(pid);
	if (r == 0 && named && !is_process(pid))
		r = -ESRCH;
	if (r == 0)
		r = process_owner_read(&handle, scratch, &rows->arena, &owner);
	if (r == 0 && named)
		r = process_operands_check(named, &owner);
	if (r == 0)
		r = process_handle_task(&handle, scratch, &context.task);
	if (r == 0)
		r = run->read(&context);
	if (r < 0) {
		rows->n = first;
		return r;
	}
	finish_rows(run->plan, &owner, first, rows);
	return 0;
}

/* Reports that the items of an owner are missing because they could not be read. */
static void tell_lost_items(const struct plan *plan, pid_t pid, int r)
{
	enum presence why = fault_presence(r);
	char subject[24];

	if (why != TOO_LARGE && why != BLOCKED)
		return;
	snprintf(subject, sizeof(subject), "/proc/%d", (int)pid);
	fault_tell(plan->faults, subject, r);
}

static int items_work(void *arg, size_t n, struct buffer *scratch, struct rows *rows)
{
	const struct items_run *run = arg;
	const struct named_process *named = run->pids ? NULL : &run->named.items[n];
	pid_t pid = named ? named->pid : run->pids[n];
	int r = read_owner(run, pid, named, scratch, rows);

	for (int tries = 1; tries < PROCESS_TRIES && process_is_still_there(pid, r); tries++)
		r = read_owner(run, pid, named, scratch, rows);
	if (r == -ENOENT && process_is_still_there(pid, r))
		r = 0; /* this kernel has no such file */
	if (fault_is_fatal(r))
		return r;
	if (named)
		process_operands_end(named, r);
	else if (r < 0)
		tell_lost_items(run->plan, pid, r);
	return 0;
}

int process_items_scan(void *handle, const struct plan *plan, const struct take *take,
                       int (*read)(const struct item_context *context))
{
	struct items_run run = { .handle = handle, .plan = plan, .read = read };
	struct workers workers = {
		.chunk = 1, /* one process may own most of the items */
		.may_block = root_is_live(ROOT_PROC),
		.work = items_work,
		.arg = &run,
		.take = take,
	};
	int r = plan->operands ? process_operands_sort(plan->operands, plan->n_operands, &run.named)
	                       : proc_pids_read(&run.pids, &workers.n_items);

	if (plan->operands)
		workers.n_items = run.named.n;
	workers.threads = workers_threads(workers.n_items, WORTH_A_THREAD);
	r = r < 0 ? fault_go_on(plan->faults, root_path(ROOT_PROC), r) : workers_run(&workers);
	free(run.pids);
	process_operands_done(&run.named);
	return r;
}
