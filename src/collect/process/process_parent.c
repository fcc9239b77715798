/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes: the parent of each, read once for all its children. */
#include <errno.h>

#include "collect/process/process.h"
#include "kernel/patience.h"
#include "kernel/process/process_handle.h"

static const uint64_t SOURCES =
	BIT(SRC_STAT) | BIT(SRC_IDS) | BIT(SRC_CMDLINE) | BIT(SRC_NAME) | BIT(SRC_USERNAME);

void process_parents_refresh(struct process_parents *parents)
{
	hash_done(&parents->by_pid);
	arena_reset(&parents->arena);
}

void process_parents_done(struct process_parents *parents)
{
	hash_done(&parents->by_pid);
	arena_done(&parents->arena);
}

/* Reads a parent. If the process is gone or hidden, stat of the record is absent. */
static int read_parent(const struct fill_context *child, pid_t pid, struct arena *arena,
                       struct process *ret)
{
	_cleanup_process_handle_ struct process_handle handle = NO_PROCESS;
	int r = process_handle_open(pid, HOLD_DIRECTORY, &handle);
	struct fill_context context = { .dir = handle.dir,
		                        .held = &handle,
		                        .scratch = child->scratch,
		                        .arena = arena,
		                        .shared = child->shared };

	ret->pid = (uint64_t)pid;
	if (r == 0)
		r = collector_fill(&process_collector, SOURCES, &context, ret);
	if (r < 0)
		ret->record.source[SRC_STAT] = ABSENT;
	return fault_only_fatal(r);
}

/* Called with the lock held. */
static bool is_parent_known(const struct process_parents *parents, pid_t pid,
                            const struct process **ret)
{
	uint64_t at;

	if (!hash_get(&parents->by_pid, (uint64_t)pid, &at))
		return false;
	*ret = (const struct process *)(uintptr_t)at;
	return true;
}

/* Called with the lock held. Keeps a copy of the record, and takes over its memory. */
static int remember_parent(struct process_parents *parents, const struct process *parent,
                           struct arena *arena)
{
	struct process *kept = arena_alloc(&parents->arena, sizeof(*kept));

	if (!kept)
		return -ENOMEM;
	*kept = *parent;
	arena_adopt(&parents->arena, arena);
	return hash_put(&parents->by_pid, parent->pid, (uintptr_t)kept);
}

/* Finds a parent, or reads it. The lock is released while reading, which may block forever. */
static int find_parent(struct process_parents *parents, const struct fill_context *child, pid_t pid,
                       const struct process **ret)
{
	_cleanup_arena_ struct arena arena = { 0 };
	struct process parent = { 0 };
	bool is_there;
	int r;

	pthread_mutex_lock(&parents->lock);
	is_there = is_parent_known(parents, pid, ret);
	pthread_mutex_unlock(&parents->lock);
	if (is_there)
		return 0;
	patience_begin(pid);
	r = read_parent(child, pid, &arena, &parent);
	if (r < 0)
		return r;
	pthread_mutex_lock(&parents->lock);
	if (!is_parent_known(parents, pid, ret))
		r = remember_parent(parents, &parent, &arena);
	if (r == 0)
		is_parent_known(parents, pid, ret);
	pthread_mutex_unlock(&parents->lock);
	return r;
}

/* Copies all data: the parents of this report are discarded before the next. */
static int copy_parent(const struct process *parent, struct arena *arena,
                       struct process_parent *ret)
{
	const struct texts *arguments = &parent->cmdline.arguments;
	struct text *items = arena_array(arena, arguments->n, sizeof(*items));
	int r = items ? arena_copy(arena, parent->name, &ret->name) : -ENOMEM;

	ret->pid = parent->pid;
	if (r == 0 && parent->record.source[SRC_USERNAME] == PRESENT)
		r = arena_copy(arena, parent->username, &ret->username);
	for (size_t n = 0; n < arguments->n && r == 0; n++)
		r = arena_copy(arena, arguments->items[n], &items[n]);
	ret->cmdline = (struct texts){ .items = items,
		                       .n = arguments->n,
		                       .is = parent->record.source[SRC_CMDLINE] };
	return r;
}

/*
 * A process that has the PID of the parent but started later than the child is not the parent. A
 * process without a parent has the PPID 0: a parent that is not found is hidden (hidepid, proc(5)).
 */
int process_fill_parent(const struct fill_context *context, void *record)
{
	struct process *process = record;
	struct process_parents *parents = &((struct process_shared *)context->shared)->parents;
	const struct process *parent = NULL;
	int r;

	if (process->stat.ppid == 0 || process->stat.ppid > INT32_MAX)
		return -ENODATA;
	r = find_parent(parents, context, (pid_t)process->stat.ppid, &parent);
	patience_begin((pid_t)process->pid);
	if (r == 0 && parent->record.source[SRC_STAT] != PRESENT)
		r = -EACCES;
	else if (r == 0 && parent->start_seconds > process->start_seconds)
		r = -ENODATA;
	else if (r == 0)
		r = copy_parent(parent, context->arena, &process->parent);
	return r;
}

#define PARENT(member, ...) P(parent.member, .source = SRC_PARENT, __VA_ARGS__)

const struct field process_parent_members[N_PARENT_MEMBERS] = {
	PARENT(pid, .name = "pid", .help = "PID of the parent"),
	PARENT(name, .name = "name", .help = "name of the parent"),
	PARENT(username, .name = "username", .help = "name of the parent's real user"),
	PARENT(cmdline, .name = "cmdline", .help = "command-line arguments of the parent"),
};
