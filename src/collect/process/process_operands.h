/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The processes that the user named. Each PID is read once even if several operands name it (`5
 * 5@123`), and each operand learns the result.
 */
#ifndef COLLECT_PROCESS_PROCESS_OPERANDS_H
#define COLLECT_PROCESS_PROCESS_OPERANDS_H

#include "collect/process/process.h"

/* A PID and the operands that name it. */
struct named_process {
	pid_t pid;
	struct operand **operands;
	size_t n;
};

struct named_processes {
	struct named_process *items; /* sorted by PID */
	size_t n;
	struct operand **operands;
};

/*
 * Sorts N operands by PID. An operand whose PID cannot exist gets an error and no item. Returns 0
 * or -ENOMEM; call process_operands_done() in both cases.
 */
int process_operands_sort(struct operand *operands, size_t n, struct named_processes *ret);

/*
 * Sets the errors of the operands that mean another process with this PID. Returns 0 if at least
 * one operand means this process, else -ESRCH.
 */
int process_operands_check(const struct named_process *named, const struct process *process);

/*
 * Returns the process that thread TID belongs to, which is TID itself for a process, or -1 if there
 * is no such thread. /proc has a directory for each thread too, but does not list it (proc(5)).
 */
pid_t process_of_thread(pid_t tid);

/*
 * Sets the error of one operand. If the operand names a thread, the error says so and names the
 * process.
 */
void process_operand_end(struct operand *operand, int error);

/* Sets the errors of the operands that have none yet, from the negative errno of reading, or 0. */
void process_operands_end(const struct named_process *named, int error);

void process_operands_done(struct named_processes *named);

#endif
