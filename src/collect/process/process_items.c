/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items of processes: going through the owners, several at a time. */
#include "collect/process/process_items.h"

#include <errno.h>

#include "collect/process/process_operands.h"
#include "collect/workers.h"
#include "kernel/file.h"
#include "kernel/process/proc_pids.h"

enum { WORTH_A_THREAD = 32 };

struct run {
	const struct collector *collector;
	const struct request *request;
	uint64_t sources;
	int (*read)(const struct item_reading *reading, const struct request *request);
	pid_t *pids; /* where none was named */
	struct named_processes named;
};

static struct item *item_at(const struct run *run, const struct rows *rows, size_t n)
{
	return rows_at(rows, run->collector->record_size, n);
}

/* Fills in the owner, and drops the rows that the filter does not want. */
static void finish_rows(const struct run *run, const struct process *owner, struct text name,
                        size_t first, struct rows *rows)
{
	const struct request *request = run->request;
	size_t kept = first;

	for (size_t n = first; n < rows->n; n++) {
		struct item *item = item_at(run, rows, n);

		item->pid = owner->pid;
		item->name = name;
		for (size_t source = 1; source < run->collector->n_sources; source++)
			if (item->record.source[source] == ABSENT)
				item->record.source[source] = PRESENT;
		if (request->keep && !request->keep(request->arg, item))
			continue;
		if (kept != n)
			memcpy(item_at(run, rows, kept), item, run->collector->record_size);
		kept++;
	}
	rows->n = kept;
}

static int read_owner(const struct run *run, pid_t pid, const struct named_process *named,
                      struct buffer *scratch, struct rows *rows)
{
	_cleanup_close_ int dir = pid_open(pid);
	struct process owner = { .pid = (uint64_t)pid };
	struct item_reading reading = { .dir = dir,
		                        .owner = &owner,
		                        .sources = run->sources,
		                        .scratch = scratch,
		                        .rows = rows };
	size_t first = rows->n;
	struct text name;
	int r = dir < 0 ? dir : pid_stat_read(dir, "stat", scratch, &owner.stat);

	if (r == 0 && named)
		r = process_operands_check(named, &owner);
	if (r == 0)
		r = arena_copy(&rows->arena, owner.stat.comm, &name);
	if (r == 0)
		r = run->read(&reading, run->request);
	if (r == -ENOENT && file_exists(dir, "stat") == 0)
		r = 0; /* it lives, in a kernel without that file */
	if (r < 0) {
		rows->n = first;
		return r;
	}
	finish_rows(run, &owner, name, first, rows);
	return 0;
}

static int work(void *arg, size_t n, struct buffer *scratch, struct rows *rows)
{
	const struct run *run = arg;
	const struct named_process *named = run->pids ? NULL : &run->named.items[n];
	int r = read_owner(run, named ? named->pid : run->pids[n], named, scratch, rows);

	if (r == -ENOMEM)
		return r;
	if (named)
		process_operands_end(named, r);
	return 0;
}

int process_items_collect(const struct collector *collector, const struct request *request,
                          int (*read)(const struct item_reading *reading,
                                      const struct request *request))
{
	struct run run = {
		.collector = collector,
		.request = request,
		.sources = collector_closure(collector, request->sources),
		.read = read,
	};
	struct workers workers = {
		.chunk = 1, /* one process may own most of the items */
		.work = work,
		.arg = &run,
		.emit = request->emit,
		.emit_arg = request->arg,
	};
	int r = request->operands
	                ? process_operands_sort(request->operands, request->n_operands, &run.named)
	                : proc_pids_read(&run.pids, &workers.n_items);

	if (request->operands)
		workers.n_items = run.named.n;
	if (r == 0) {
		workers.threads = workers_threads(workers.n_items, WORTH_A_THREAD);
		r = workers_run(&workers);
	} else if (r != -ENOMEM) {
		request->problem(request->arg, "/proc", r);
		r = 0;
	}
	free(run.pids);
	process_operands_done(&run.named);
	return r;
}
