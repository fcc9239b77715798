/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Processes: selects them, and reads each one in a way that cannot mix two processes with the same
 * PID.
 */
#include "collect/process/process.h"

#include <errno.h>
#include <stdio.h>

#include "collect/process/process_operands.h"
#include "collect/workers.h"
#include "kernel/file.h"
#include "kernel/patience.h"
#include "kernel/process/pidfd.h"
#include "kernel/process/proc_pids.h"
#include "kernel/process/process_handle.h"

/*
 * Most columns come from files that are quick to read: with fewer processes, threads do not pay
 * off.
 */
enum { CHUNK = 32, WORTH_A_THREAD = 250 };

/* Sources that need only stat; cmdline may be read too, to complete a name. */
static const uint64_t FROM_STAT = BIT(SRC_STAT) | BIT(SRC_PPID) | BIT(SRC_ID) | BIT(SRC_AGE) |
                                  BIT(SRC_NAME) | BIT(SRC_CREATE_TIME) | BIT(SRC_TERMINAL);

/* Sources whose readers may have to wait for the process or for the server of a user database. */
static const uint64_t MAY_BLOCK =
	BIT(SRC_STAT) | BIT(SRC_PPID) | BIT(SRC_CMDLINE) | BIT(SRC_NAME) | BIT(SRC_EXE) |
	BIT(SRC_CWD) | BIT(SRC_ROOT) | BIT(SRC_IO) | BIT(SRC_ENVIRON) | BIT(SRC_THREADS) |
	BIT(SRC_FOOTPRINT) | BIT(SRC_MAPS) | BIT(SRC_NEEDS_RESTART) | BIT(SRC_FILES) |
	BIT(SRC_FDS) | BIT(SRC_SOCKETS) | BIT(SRC_WCHAN) | BIT(SRC_NAMESPACES) |
	BIT(SRC_SECURITY_LABEL) | BIT(SRC_HELD) | BIT(SRC_MAPPED) | BIT(SRC_USERNAME) |
	BIT(SRC_EFFECTIVE_USERNAME) | BIT(SRC_PARENT);

struct process_run {
	const struct collector *collector;
	const struct plan *plan;
	struct process_shared *shared;
	uint64_t sources;
	uint64_t deciding;
	pid_t *pids; /* NULL if the user named processes */
	struct named_processes named;
};

/*
 * Checks that a named PID is a process: /proc has a directory for each thread too (values.md
 * P-041). pidfd_open(2) refuses threads in a tenth of the time that reading status takes.
 */
static int check_is_process(const struct collector *collector, const struct fill_context *context,
                            struct process *process)
{
	_cleanup_close_ int pidfd =
		proc_pids_are_ours() ? pidfd_open_process((pid_t)process->pid) : -ENOSYS;
	int r;

	if (pidfd >= 0)
		return 0;
	if (pidfd == -EINVAL || pidfd == -ENOENT || pidfd == -ESRCH)
		return -ESRCH;
	r = collector_fill(collector, BIT(SRC_STATUS), context, process);
	if (r < 0)
		return r;
	return process->status.tgid.is != PRESENT || process->status.tgid.v == process->pid
	               ? 0
	               : -ESRCH;
}

static int check_named(const struct process_run *run, const struct named_process *named,
                       const struct fill_context *context, struct process *process)
{
	uint64_t first = BIT(SRC_STAT) | (run->sources & BIT(SRC_INODE));
	int r = process_fill(run->collector, first, context, process);

	if (r == 0)
		r = check_is_process(run->collector, context, process);
	return r < 0 ? r : process_operands_check(named, process);
}

/*
 * If stat is the only file that is read, two processes cannot be mixed, and no directory need be
 * opened. cmdline may complete a truncated name, but only if its program name begins with comm.
 */
static bool is_stat_enough(const struct process_run *run)
{
	return (run->sources & ~FROM_STAT) == 0 && (!run->plan->operands || proc_pids_are_ours());
}

/*
 * If statm is read anyway, an open statm can hold the process as long as all other sources can be
 * read by PID.
 */
static bool is_statm_enough(const struct process_run *run)
{
	const uint64_t by_pid = FROM_STAT | BIT(SRC_STATM) | BIT(SRC_MEMORY_PERCENT) |
	                        BIT(SRC_IDS) | BIT(SRC_USERNAME) | BIT(SRC_CMDLINE);

	return (run->sources & ~by_pid) == 0 && (run->sources & BIT(SRC_STATM)) &&
	       !(run->deciding & BIT(SRC_STATM)) && root_is_live(ROOT_PROC) && !run->plan->operands;
}

static enum process_hold choose_hold(const struct process_run *run)
{
	if (is_stat_enough(run))
		return HOLD_NOTHING;
	return is_statm_enough(run) ? HOLD_STATM : HOLD_DIRECTORY;
}

/* Adds to the deciding sources those that must come from the same reading of stat. */
static uint64_t deciding_sources(const struct plan *plan, uint64_t deciding)
{
	if ((deciding & BIT(SRC_PPID)) && (plan->sources & BIT(SRC_STAT)))
		deciding |= BIT(SRC_STAT);
	if (deciding & BIT(SRC_STAT)) /* a later read of stat confirms the pidfd */
		deciding |= plan->sources & BIT(SRC_INODE);
	return deciding;
}

/* Asks the predicate, first with the cheap sources, before any expensive source is read. */
static int decide_wanted(const struct process_run *run, const struct fill_context *context,
                         struct process *process, bool *ret_is_wanted)
{
	const struct plan *plan = run->plan;
	int r = 0;

	*ret_is_wanted = false;
	if (plan->could_want) {
		r = process_fill(run->collector, deciding_sources(plan, plan->cheap), context,
		                 process);
		if (r < 0 || !plan_could_want(plan, process))
			return r;
	}
	r = process_fill(run->collector, run->deciding, context, process);
	*ret_is_wanted = r == 0 && plan_wants(plan, process);
	return r;
}

/* Appends the row of one process to ROWS, or leaves ROWS unchanged if the process is not wanted. */
static int read_opened(const struct process_run *run, pid_t pid, const struct named_process *named,
                       const struct fill_context *context, struct rows *rows)
{
	struct process *process = rows_add(rows, sizeof(*process));
	bool is_wanted = false;
	int r = 0;

	if (!process)
		return -ENOMEM;
	process->pid = (uint64_t)pid;
	patience_begin(pid);
	if (named)
		r = check_named(run, named, context, process);
	if (r == 0)
		r = decide_wanted(run, context, process, &is_wanted);
	if (r == 0 && is_wanted)
		r = process_fill(run->collector, run->sources & ~run->deciding, context, process);
	if (r < 0 || !is_wanted)
		rows->n--;
	return r;
}

/* KEPT: files of the process that stay open between scans, or NULL. */
static int read_once(const struct process_run *run, pid_t pid, const struct named_process *named,
                     struct kept_file *kept, struct buffer *scratch, struct rows *rows)
{
	_cleanup_process_handle_ struct process_handle handle = NO_PROCESS;
	enum process_hold hold = choose_hold(run);
	int r = kept ? process_handle_open_kept(kept, hold, &handle)
	             : process_handle_open(pid, hold, &handle);
	struct fill_context context = { .dir = handle.dir,
		                        .held = &handle,
		                        .scratch = scratch,
		                        .arena = &rows->arena,
		                        .shared = run->shared };

	return r < 0 ? r : read_opened(run, pid, named, &context, rows);
}

/*
 * Reads a process, again if the kernel says that the process is gone and still lists the PID. Kept
 * files may belong to an earlier process with this PID.
 */
static int read_process(const struct process_run *run, pid_t pid, const struct named_process *named,
                        struct kept_file *kept, struct buffer *scratch, struct rows *rows)
{
	int r = read_once(run, pid, named, kept, scratch, rows);

	for (int n = 1; n < PROCESS_TRIES && process_is_still_there(pid, r); n++) {
		if (kept)
			kept_file_close(kept);
		r = read_once(run, pid, named, kept, scratch, rows);
	}
	return r;
}

/*
 * Reports why a row is lost, unless the process has just ended, and returns -ESRCH. Returns other
 * codes that cost more than a datum unchanged.
 */
static int tell_lost(const struct plan *plan, pid_t pid, int r)
{
	char subject[24];

	if (fault_cost(r) != COSTS_DATUM)
		return r;
	snprintf(subject, sizeof(subject), "/proc/%d", (int)pid);
	fault_tell(plan->faults, subject, r);
	return -ESRCH;
}

/* A process that ends while it is read leaves no row, and a message only if the user named it. */
static int process_work(void *arg, size_t item, struct buffer *scratch, struct rows *rows)
{
	const struct process_run *run = arg;
	const struct named_process *named = run->pids ? NULL : &run->named.items[item];
	struct kept_file *kept =
		run->shared->kept.n > 0 && !named ? &run->shared->kept.items[item] : NULL;
	int r = read_process(run, named ? named->pid : run->pids[item], named, kept, scratch, rows);

	if (fault_is_fatal(r))
		return r;
	if (named)
		process_operands_end(named, r);
	else if (r < 0)
		tell_lost(run->plan, run->pids[item], r);
	return 0;
}

static int list_processes(struct process_run *run, size_t *ret_n)
{
	const struct plan *plan = run->plan;
	struct kept_files *kept = &run->shared->kept;
	int r;

	if (!plan->operands) {
		r = proc_pids_read(&run->pids, ret_n);
		if (r == 0 && (plan->is_followed || kept->n > 0) && root_is_live(ROOT_PROC))
			r = kept_files_update(kept, run->pids, *ret_n);
		return r;
	}
	r = process_operands_sort(plan->operands, plan->n_operands, &run->named);
	*ret_n = run->named.n;
	return r;
}

int process_scan(void *handle, const struct plan *plan, const struct take *take)
{
	struct process_shared *shared = handle;
	struct process_run run = {
		.collector = plan->collector,
		.plan = plan,
		.shared = shared,
		.sources = plan->sources,
		.deciding = deciding_sources(plan, plan->deciding),
	};
	struct workers workers = {
		.chunk = CHUNK, .work = process_work, .arg = &run, .take = take
	};
	int r = list_processes(&run, &workers.n_items);

	process_shared_refresh(shared);
	if (r < 0) {
		r = fault_go_on(plan->faults, root_path(ROOT_PROC), r);
	} else {
		r = process_shared_read(shared, run.sources);
		workers.threads = workers_threads(workers.n_items, WORTH_A_THREAD);
		workers.may_block = (run.sources & MAY_BLOCK) && root_is_live(ROOT_PROC);
		if (r == 0)
			r = workers_run(&workers);
	}
	free(run.pids);
	process_operands_done(&run.named);
	return r;
}

/* Returns 0 if both are the same process, -ESRCH if not, or -ENODATA if this is not known. */
static int check_same_process(const struct process *process, const struct process *again)
{
	if (again->record.source[SRC_STAT] != PRESENT)
		return -ENODATA;
	return again->stat.starttime_ticks == process->stat.starttime_ticks ? 0 : -ESRCH;
}

/* Marks all sources as not read. Returns those that were present, to be read again. */
static uint64_t forget_sources(struct process *process)
{
	uint64_t sources = 0;

	for (unsigned n = 1; n < N_PROCESS_SOURCES; n++) {
		if (process->record.source[n] == PRESENT)
			sources |= BIT(n);
		process->record.source[n] = ABSENT;
	}
	return sources;
}

struct completion {
	const struct plan *plan;
	const struct process_shared *shared;
	struct process *process;
	struct arena *arena;
	uint64_t sources;
};

/*
 * Opens the process again and checks that it is still the one of the record. Because a PID may be
 * used again within one clock tick, all sources of the row are read again, from one process.
 */
static int complete_once(struct completion *completion)
{
	const struct collector *collector = completion->plan->collector;
	struct process process = *completion->process, again = { .pid = process.pid };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_process_handle_ struct process_handle held = NO_PROCESS;
	int r = process_handle_open((pid_t)process.pid, HOLD_DIRECTORY, &held);
	struct fill_context context = { .dir = held.dir,
		                        .held = &held,
		                        .scratch = &scratch,
		                        .arena = completion->arena,
		                        .shared = completion->shared };

	patience_begin((pid_t)process.pid);
	if (r == 0)
		r = process_fill(collector, BIT(SRC_STAT), &context, &again);
	if (r == 0 && process.record.source[SRC_STAT] == PRESENT)
		r = check_same_process(&process, &again);
	if (r < 0)
		return r;
	completion->sources |= forget_sources(&process);
	r = process_fill(collector, completion->sources, &context, &process);
	if (r == 0)
		*completion->process = process;
	return r;
}

static int complete_process(void *arg)
{
	struct completion *completion = arg;
	pid_t pid = (pid_t)completion->process->pid;
	int r = complete_once(completion);

	for (int n = 1; n < PROCESS_TRIES && process_is_still_there(pid, r); n++)
		r = complete_once(completion);
	return r < 0 ? tell_lost(completion->plan, pid, r) : 0;
}

int process_complete(void *handle, const struct plan *plan, void *record, struct arena *arena)
{
	struct process_shared *shared = handle;
	struct completion completion = { .plan = plan,
		                         .shared = shared,
		                         .process = record,
		                         .arena = arena,
		                         .sources = plan->sources };
	uint64_t sources = plan->sources;
	int r;

	for (unsigned n = 1; n < N_PROCESS_SOURCES; n++)
		if (completion.process->record.source[n] == PRESENT)
			sources |= BIT(n);
	r = process_shared_read(shared, sources);
	if (r < 0)
		return r;
	return (sources & MAY_BLOCK) && root_is_live(ROOT_PROC)
	               ? workers_once(complete_process, &completion)
	               : complete_process(&completion);
}
