/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moves a new thread away from the CPU of its creator: sched_setaffinity(2). */
#ifndef KERNEL_CPU_LEAVE_H
#define KERNEL_CPU_LEAVE_H

/*
 * Forbids CPU to the calling thread, if other CPUs are allowed; a negative CPU is none.
 *
 * A new thread starts on the CPU of its creator and often stays there for longer than all the work
 * takes (performance.md, "Threads").
 */
void cpu_leave(int cpu);

#endif
