/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes: which ones, and reading each through one directory descriptor. */
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

/* Files that most columns come from are quick: fewer processes than this need no thread. */
enum { CHUNK = 32, WORTH_A_THREAD = 250 };

/* What is of stat alone, cmdline aside, which may complete a name. */
static const uint64_t FROM_STAT = BIT(SRC_STAT) | BIT(SRC_PPID) | BIT(SRC_ID) | BIT(SRC_AGE) |
                                  BIT(SRC_NAME) | BIT(SRC_CREATE_TIME) | BIT(SRC_TERMINAL);

/* What the process, or the server of a user database, may make its reader wait for. */
static const uint64_t MAY_BLOCK = BIT(SRC_STAT) | BIT(SRC_CMDLINE) | BIT(SRC_NAME) | BIT(SRC_IO) |
                                  BIT(SRC_ENVIRON) | BIT(SRC_FOOTPRINT) | BIT(SRC_MAPS) |
                                  BIT(SRC_FILES) | BIT(SRC_FDS) | BIT(SRC_SOCKETS) |
                                  BIT(SRC_USERNAME) | BIT(SRC_EFFECTIVE_USERNAME) | BIT(SRC_PARENT);

static const uint64_t BY_PIDFD = BIT(SRC_IDS) | BIT(SRC_INODE);

struct run {
	const struct collector *collector;
	const struct plan *plan;
	struct process_shared *shared;
	uint64_t sources;
	uint64_t deciding;
	pid_t *pids; /* where none was named */
	struct named_processes named;
};

static bool is_any_unsupported(const struct process *process, uint64_t sources)
{
	for (uint64_t rest = sources & ~BIT(SRC_NONE); rest; rest &= rest - 1) {
		uint8_t is = process->record.source[__builtin_ctzll(rest)];

		if (is != PRESENT && is != DENIED)
			return true;
	}
	return false;
}

/*
 * Whether the process lives, in whose directory all was read. A file of it that was read behind a
 * pidfd says so too: nobody had the PID in between.
 */
static int check_directory(const struct reading *reading, bool is_certain)
{
	return reading->dir < 0 || is_certain ? 0 : process_handle_check(reading->held);
}

/*
 * Under the directory of a process that has ended, files are not there (ENOENT): that must not
 * be taken for a kernel without them. What a pidfd tells is of whoever had the PID.
 */
static int fill(const struct collector *collector, uint64_t sources, const struct reading *reading,
                struct process *process)
{
	const struct process_handle *handle = reading->held;
	bool has_stat = process->record.source[SRC_STAT] == PRESENT;
	bool is_confirmed = !(sources & BY_PIDFD) || (!has_stat && (sources & BIT(SRC_STAT)));
	int r = collector_fill(collector, sources, reading, process);

	if (r < 0)
		return r;
	if (handle->statm >= 0 && (sources & BIT(SRC_STATM)) &&
	    process->record.source[SRC_STATM] != PRESENT)
		return -EIO; /* nobody knows of which process the rest is */
	return check_directory(reading, is_confirmed && !is_any_unsupported(process, sources));
}

/*
 * Threads have a directory of their own, but are no processes (values.md P-041). pidfd_open(2)
 * refuses them in a tenth of the time that status takes.
 */
static int check_is_process(const struct collector *collector, const struct reading *reading,
                            struct process *process)
{
	_cleanup_close_ int pidfd =
		proc_pids_are_ours() ? pidfd_open_process((pid_t)process->pid) : -ENOSYS;
	int r;

	if (pidfd >= 0)
		return 0;
	if (pidfd == -EINVAL || pidfd == -ENOENT || pidfd == -ESRCH)
		return -ESRCH;
	r = collector_fill(collector, BIT(SRC_STATUS), reading, process);
	if (r < 0)
		return r;
	return process->status.tgid.is != PRESENT || process->status.tgid.v == process->pid
	               ? 0
	               : -ESRCH;
}

static int check_named(const struct run *run, const struct named_process *named,
                       const struct reading *reading, struct process *process)
{
	uint64_t first = BIT(SRC_STAT) | (run->sources & BIT(SRC_INODE));
	int r = fill(run->collector, first, reading, process);

	if (r == 0)
		r = check_is_process(run->collector, reading, process);
	return r < 0 ? r : process_operands_check(named, process);
}

/*
 * Where stat is all that is read, there is nothing to mix: no directory need be opened. Of names
 * the kernel cuts, the rest is in cmdline, but it must go on where comm ends.
 */
static bool is_stat_enough(const struct run *run)
{
	return (run->sources & ~FROM_STAT) == 0 && (!run->plan->operands || proc_pids_are_ours());
}

/* Where statm is read anyway, and what is read besides are a few files that can be read by PID. */
static bool is_statm_enough(const struct run *run)
{
	const uint64_t by_pid = FROM_STAT | BIT(SRC_STATM) | BIT(SRC_MEMORY_PERCENT) |
	                        BIT(SRC_IDS) | BIT(SRC_USERNAME) | BIT(SRC_CMDLINE);

	return (run->sources & ~by_pid) == 0 && (run->sources & BIT(SRC_STATM)) &&
	       !(run->deciding & BIT(SRC_STATM)) && root_is_live(ROOT_PROC) && !run->plan->operands;
}

static enum process_hold choose_hold(const struct run *run)
{
	if (is_stat_enough(run))
		return HOLD_NOTHING;
	return is_statm_enough(run) ? HOLD_STATM : HOLD_DIRECTORY;
}

/* Sources that decide, with what they need so that all that a row says is of one reading of stat.
 */
static uint64_t deciding_sources(const struct plan *plan, uint64_t deciding)
{
	if ((deciding & BIT(SRC_PPID)) && (plan->sources & BIT(SRC_STAT)))
		deciding |= BIT(SRC_STAT);
	if (deciding & BIT(SRC_STAT)) /* which confirms it, behind a pidfd */
		deciding |= plan->sources & BIT(SRC_INODE);
	return deciding;
}

/* What cheap sources decide is decided before the expensive ones are read. */
static int decide(const struct run *run, const struct reading *reading, struct process *process,
                  bool *ret_is_wanted)
{
	const struct plan *plan = run->plan;
	int r = 0;

	*ret_is_wanted = false;
	if (plan->could_want) {
		r = fill(run->collector, deciding_sources(plan, plan->cheap), reading, process);
		if (r < 0 || !plan_could_want(plan, process))
			return r;
	}
	r = fill(run->collector, run->deciding, reading, process);
	*ret_is_wanted = r == 0 && plan_wants(plan, process);
	return r;
}

/* Reads one process to the end of ROWS, or leaves them as they were if it is not wanted. */
static int read_opened(const struct run *run, pid_t pid, const struct named_process *named,
                       const struct reading *reading, struct rows *rows)
{
	struct process *process = rows_add(rows, sizeof(*process));
	bool is_wanted = false;
	int r = 0;

	if (!process)
		return -ENOMEM;
	process->pid = (uint64_t)pid;
	patience_begin(pid);
	if (named)
		r = check_named(run, named, reading, process);
	if (r == 0)
		r = decide(run, reading, process, &is_wanted);
	if (r == 0 && is_wanted)
		r = fill(run->collector, run->sources & ~run->deciding, reading, process);
	if (r < 0 || !is_wanted)
		rows->n--;
	return r;
}

/* KEPT: its files that stay open, or NULL. */
static int read_process(const struct run *run, pid_t pid, const struct named_process *named,
                        struct kept_file *kept, struct buffer *scratch, struct rows *rows)
{
	_cleanup_process_handle_ struct process_handle handle = NO_PROCESS;
	enum process_hold hold = choose_hold(run);
	int r = kept ? process_handle_open_kept(kept, hold, &handle)
	             : process_handle_open(pid, hold, &handle);
	struct reading reading = { .dir = handle.dir,
		                   .held = &handle,
		                   .scratch = scratch,
		                   .arena = &rows->arena,
		                   .shared = run->shared };

	return r < 0 ? r : read_opened(run, pid, named, &reading, rows);
}

/* Where the kept files are of a process that is gone, another may have its PID. */
static int read_listed(const struct run *run, size_t item, struct buffer *scratch,
                       struct rows *rows)
{
	struct kept_file *kept = run->shared->kept.n > 0 ? &run->shared->kept.items[item] : NULL;
	bool was_open = kept && kept_file_is_open(kept);
	int r = read_process(run, run->pids[item], NULL, kept, scratch, rows);

	if (r == -ESRCH && was_open) {
		kept_file_close(kept);
		r = read_process(run, run->pids[item], NULL, kept, scratch, rows);
	}
	return r;
}

/* -ESRCH: that row is lost, which is told unless the process has just ended. */
static int tell_lost(const struct plan *plan, pid_t pid, int r)
{
	char subject[24];

	if (fault_cost(r) != COSTS_DATUM)
		return r;
	snprintf(subject, sizeof(subject), "/proc/%d", (int)pid);
	fault_tell(plan->faults, subject, r);
	return -ESRCH;
}

/* A process that ends while it is read leaves no row, and a message only if it was named. */
static int work(void *arg, size_t item, struct buffer *scratch, struct rows *rows)
{
	const struct run *run = arg;
	const struct named_process *named = run->pids ? NULL : &run->named.items[item];
	int r = named ? read_process(run, named->pid, named, NULL, scratch, rows)
	              : read_listed(run, item, scratch, rows);

	if (fault_is_fatal(r))
		return r;
	if (named)
		process_operands_end(named, r);
	else if (r < 0)
		tell_lost(run->plan, run->pids[item], r);
	return 0;
}

static int list_processes(struct run *run, size_t *ret_n)
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
	struct run run = {
		.collector = plan->collector,
		.plan = plan,
		.shared = shared,
		.sources = plan->sources,
		.deciding = deciding_sources(plan, plan->deciding),
	};
	struct workers workers = { .chunk = CHUNK, .work = work, .arg = &run, .take = take };
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

/* -ESRCH where it is another process, -ENODATA where that cannot be told. */
static int compare(const struct process *process, const struct process *again)
{
	if (again->record.source[SRC_STAT] != PRESENT)
		return -ENODATA;
	return again->stat.starttime_ticks == process->stat.starttime_ticks ? 0 : -ESRCH;
}

/* What has been read is to be read again. */
static uint64_t forget(struct process *process)
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
 * Opens the process again, which must still be the one that the record is about. As PIDs may be
 * used again within a clock tick, all that the row says is read anew, from one process.
 */
static int complete(void *arg)
{
	struct completion *completion = arg;
	const struct collector *collector = completion->plan->collector;
	struct process *process = completion->process, again = { .pid = process->pid };
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_process_handle_ struct process_handle held = NO_PROCESS;
	int r = process_handle_open((pid_t)process->pid, HOLD_DIRECTORY, &held);
	struct reading reading = { .dir = held.dir,
		                   .held = &held,
		                   .scratch = &scratch,
		                   .arena = completion->arena,
		                   .shared = completion->shared };

	patience_begin((pid_t)process->pid);
	if (r == 0)
		r = collector_fill(collector, BIT(SRC_STAT), &reading, &again);
	if (r == 0 && process->record.source[SRC_STAT] == PRESENT)
		r = compare(process, &again);
	if (r < 0)
		return tell_lost(completion->plan, (pid_t)process->pid, r);
	completion->sources |= forget(process);
	return fill(collector, completion->sources, &reading, process);
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
	               ? workers_once(complete, &completion)
	               : complete(&completion);
}
