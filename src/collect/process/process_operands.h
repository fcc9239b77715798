/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The processes that were named: each PID is read once, however many operands name it (`5 5@123`),
 * and each operand is told what became of it.
 */
#ifndef COLLECT_PROCESS_PROCESS_OPERANDS_H
#define COLLECT_PROCESS_PROCESS_OPERANDS_H

#include "collect/process/process.h"

/* A PID, and the operands that name it. */
struct named_process {
	pid_t pid;
	struct operand **operands;
	size_t n;
};

struct named_processes {
	struct named_process *items; /* in order of PID */
	size_t n;
	struct operand **operands;
};

/*
 * Sorts N operands. Those of a process that cannot be have their error set and are no item.
 * Returns 0 or -ENOMEM; process_operands_done() is due in any case.
 */
int process_operands_sort(struct operand *operands, size_t n, struct named_processes *ret);

/* Sets the errors of those who mean another process. Whether any means this one: 0 or -ESRCH. */
int process_operands_check(const struct named_process *named, const struct process *process);

/*
 * The process that the thread TID belongs to: TID itself where that is one. -1: there is no such
 * thread. /proc has a directory for each thread too, which it does not list (proc(5)).
 */
pid_t process_of_thread(pid_t tid);

/* Sets the error of one: of a thread, that is what it is, and of which process. */
void process_operand_end(struct operand *operand, int error);

/* Sets the errors of those who have none yet, from the negative errno of reading; 0: no error. */
void process_operands_end(const struct named_process *named, int error);

void process_operands_done(struct named_processes *named);

#endif
