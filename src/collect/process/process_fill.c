/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills sources of a process, all from the same one. */
#include <errno.h>

#include "collect/process/process.h"
#include "kernel/process/process_handle.h"

static const uint64_t BY_PIDFD = BIT(SRC_IDS) | BIT(SRC_INODE);

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
 * Checks that the process whose directory was read is still alive. A file that was read after the
 * pidfd proves this too: no other process can have had the PID in between.
 */
static int check_directory(const struct fill_context *context, bool is_certain)
{
	return context->dir < 0 || is_certain ? 0 : process_handle_check(context->held);
}

int process_fill(const struct collector *collector, uint64_t sources,
                 const struct fill_context *context, struct process *process)
{
	const struct process_handle *handle = context->held;
	bool has_stat = process->record.source[SRC_STAT] == PRESENT;
	bool is_confirmed = !(sources & BY_PIDFD) || (!has_stat && (sources & BIT(SRC_STAT)));
	int r = collector_fill(collector, sources, context, process);

	if (r < 0)
		return r;
	if (handle->statm >= 0 && (sources & BIT(SRC_STATM)) &&
	    process->record.source[SRC_STATM] != PRESENT)
		return -EIO; /* it is not known which process the other data belong to */
	return check_directory(context, is_confirmed && !is_any_unsupported(process, sources));
}
