/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes the affinity of the calling thread. */
#include "kernel/cpu_leave.h"

#include <sched.h>

void cpu_leave(int cpu)
{
	cpu_set_t set;

	if (cpu < 0 || cpu >= CPU_SETSIZE || sched_getaffinity(0, sizeof(set), &set) < 0)
		return;
	CPU_CLR(cpu, &set);
	if (CPU_COUNT(&set) > 0)
		sched_setaffinity(0, sizeof(set), &set);
}
