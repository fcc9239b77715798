/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes: PPIDs, users, groups, and PIDs in namespaces. */
#include <errno.h>

#include "base/number.h"
#include "collect/process/process.h"
#include "kernel/file.h"
#include "kernel/process/pidfd.h"
#include "kernel/process/proc_pids.h"
#include "kernel/process/process_handle.h"

bool process_read_pidfd(const struct fill_context *context, struct pidfd_process *ret)
{
	int pidfd = proc_pids_are_ours() ? process_handle_pidfd(context->held) : -1;

	return pidfd >= 0 && pidfd_read_process(pidfd, ret) == 0 && ret->has_ids;
}

/*
 * Reads the parent of a process that lets the readers of stat wait for ever: a pidfd tells it since
 * Linux 6.13, and status, which takes no lock of the process, in all versions.
 */
static int read_blocked_ppid(const struct fill_context *context, struct process *process)
{
	struct process_file file = process_handle_file(context->held, "status");
	struct pidfd_process ids;
	struct pid_status status;
	int r = 0;

	if (process_read_pidfd(context, &ids)) {
		process->ppid = (uint64_t)ids.ppid;
		return 0;
	}
	r = pid_status_read_ids(file.dir, file.name, context->scratch, &status);
	if (r < 0 || status.ppid.is != PRESENT)
		return -FAULT_BLOCKED;
	process->ppid = status.ppid.v;
	return 0;
}

/*
 * If only the PPID is wanted, a pidfd tells it in half the time that stat takes, and no other data
 * could be mixed with it.
 */
int process_fill_ppid(const struct fill_context *context, void *record)
{
	struct process *process = record;
	struct pidfd_process ids;
	int r = 0;

	if (process->record.source[SRC_STAT] != PRESENT) {
		if (context->dir < 0 && process_read_pidfd(context, &ids)) {
			process->ppid = (uint64_t)ids.ppid;
			return 0;
		}
		r = process_fill_stat(context, record);
	}
	process->ppid = process->stat.ppid;
	return r == -FAULT_BLOCKED ? read_blocked_ppid(context, process) : r;
}

/*
 * A pidfd tells the IDs in a fraction of the time that reading status takes. The pidfd refers to
 * the process that has the PID now: process_fill() checks that this is the same
 * process.
 */
int process_fill_ids(const struct fill_context *context, void *record)
{
	struct process *process = record;
	struct pid_status *status = &process->status;
	struct process_file file;
	struct pidfd_process ids;

	if (process->record.source[SRC_STATUS] == PRESENT)
		return 0;
	if (!process_read_pidfd(context, &ids)) {
		file = process_handle_file(context->held, "status");
		return process_handle_explain(
			context->held,
			pid_status_read_ids(file.dir, file.name, context->scratch, status));
	}
	status->uid_real = some_u64(ids.uid);
	status->uid_effective = some_u64(ids.euid);
	status->uid_saved = some_u64(ids.suid);
	status->gid_real = some_u64(ids.gid);
	status->gid_effective = some_u64(ids.egid);
	status->gid_saved = some_u64(ids.sgid);
	return 0;
}

static int find_user(const struct fill_context *context, struct opt_u64 uid, struct text *ret)
{
	struct user_names *names = &((struct process_shared *)context->shared)->users;
	struct text name;
	int r;

	if (uid.is != PRESENT)
		return -EOPNOTSUPP;
	r = user_names_find(names, uid.v, &name);
	return r < 0 ? r : arena_copy(context->arena, name, ret);
}

int process_fill_username(const struct fill_context *context, void *record)
{
	struct process *process = record;

	return find_user(context, process->status.uid_real, &process->username);
}

int process_fill_effective_username(const struct fill_context *context, void *record)
{
	struct process *process = record;

	return find_user(context, process->status.uid_effective, &process->effective_username);
}

/* Parses the numbers of a line such as "NSpid:\t4711\t7". */
static int parse_list(struct text value, struct arena *arena, struct numbers *ret)
{
	struct numbers list = { .is = PRESENT };
	uint64_t *items = NULL, number;

	while (number_next_u64(&value, &number) == 0) {
		items = arena_grow(arena, items, list.n, sizeof(*items));
		if (!items)
			return -ENOMEM;
		items[list.n++] = number;
	}
	list.items = items;
	*ret = list;
	return 0;
}

static int parse_lists(struct text text, struct arena *arena, struct process *ret)
{
	struct text line;
	int r = 0;

	ret->nspid.is = ret->groups.is = UNSUPPORTED; /* NSpid exists since Linux 4.1 */
	while (r == 0 && text_next_line(&text, &line)) {
		if (text_eat(&line, TEXT("NSpid:")))
			r = parse_list(line, arena, &ret->nspid);
		else if (text_eat(&line, TEXT("Groups:")))
			r = parse_list(line, arena, &ret->groups);
	}
	return r;
}

int process_fill_id_lists(const struct fill_context *context, void *record)
{
	int r = file_read_record(context->dir, "status", context->scratch);

	return r < 0 ? r : parse_lists(buffer_text(context->scratch), context->arena, record);
}
