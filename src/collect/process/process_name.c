/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of a process: /proc/PID/stat and, if the kernel truncated the name, cmdline. */
#include "collect/process/process_name.h"

#include <errno.h>

#include "model/fault.h"

static int why_unknown(const struct process *process)
{
	enum presence name = process->record.source[SRC_NAME];

	return name == DENIED || name == BLOCKED ? fault_of_presence(name) : -ESRCH;
}

int process_owner_read(struct process_handle *handle, struct buffer *scratch, struct arena *arena,
                       struct process *ret)
{
	struct process_shared shared = { .ticks_per_second = (double)sysconf(_SC_CLK_TCK) };
	struct fill_context context = { .dir = handle->dir,
		                        .held = handle,
		                        .scratch = scratch,
		                        .arena = arena,
		                        .shared = &shared };
	int r;

	ret->pid = (uint64_t)handle->pid;
	r = collector_fill(&process_collector, BIT(SRC_STAT) | BIT(SRC_NAME), &context, ret);
	if (r < 0)
		return r;
	if (ret->record.source[SRC_NAME] == BLOCKED && ret->record.source[SRC_STAT] == PRESENT)
		ret->name = (struct text){ 0 }; /* of a long one only the beginning is known */
	else if (ret->record.source[SRC_NAME] != PRESENT)
		return why_unknown(ret);
	return 0;
}

int process_name_read(pid_t pid, struct buffer *scratch, struct arena *arena, struct text *ret)
{
	_cleanup_process_handle_ struct process_handle handle = NO_PROCESS;
	struct process process = { 0 };
	int r = process_handle_open(pid, HOLD_DIRECTORY, &handle);

	if (r == 0)
		r = process_owner_read(&handle, scratch, arena, &process);
	if (r == 0)
		*ret = process.name;
	return r;
}
