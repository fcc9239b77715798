/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of a process: /proc/PID/stat and, for one that the kernel cut, cmdline. */
#include "collect/process/process_name.h"

#include <errno.h>

#include "collect/process/process.h"

int process_name_read(int dir, pid_t pid, struct buffer *scratch, struct arena *arena,
                      struct text *ret)
{
	struct process process = { .pid = (uint64_t)pid };
	struct process_shared shared = { .ticks_per_second = (double)sysconf(_SC_CLK_TCK) };
	struct reading reading = {
		.dir = dir, .scratch = scratch, .arena = arena, .shared = &shared
	};
	int r = collector_fill(&process_collector, BIT(SRC_STAT) | BIT(SRC_NAME), &reading,
	                       &process);

	if (r < 0)
		return r;
	if (process.record.source[SRC_NAME] != PRESENT)
		return process.record.source[SRC_NAME] == DENIED ? -EACCES : -ESRCH;
	*ret = process.name;
	return 0;
}
