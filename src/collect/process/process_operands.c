/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The processes that the user named. */
#include "collect/process/process_operands.h"

#include <errno.h>
#include <stdio.h>

#include "kernel/process/pidfd.h"
#include "kernel/process/proc_pids.h"

static int compare_operands(const void *left, const void *right)
{
	const struct operand *a = *(struct operand *const *)left;
	const struct operand *b = *(struct operand *const *)right;

	if (a->reference.pid != b->reference.pid)
		return a->reference.pid < b->reference.pid ? -1 : 1;
	return (a > b) - (a < b);
}

int process_operands_sort(struct operand *operands, size_t n, struct named_processes *ret)
{
	ret->operands = calloc(n + 1, sizeof(*ret->operands));
	ret->items = calloc(n + 1, sizeof(*ret->items));
	if (!ret->operands || !ret->items)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++) {
		ret->operands[i] = &operands[i];
		operands[i].error = operands[i].reference.pid <= 0 ? -ESRCH : 0;
	}
	qsort(ret->operands, n, sizeof(*ret->operands), compare_operands);
	for (size_t i = 0; i < n; i++) {
		struct operand **operand = &ret->operands[i];
		pid_t pid = (*operand)->reference.pid;

		if (pid <= 0)
			continue;
		if (ret->n == 0 || ret->items[ret->n - 1].pid != pid)
			ret->items[ret->n++] =
				(struct named_process){ .pid = pid, .operands = operand };
		ret->items[ret->n - 1].n++;
	}
	return 0;
}

bool process_is_meant(const struct operand *operand, const struct process *process)
{
	const struct reference *reference = &operand->reference;
	_cleanup_close_ int pidfd = -1;
	uint64_t inode;

	if (reference->start_ticks.is == PRESENT)
		return reference->start_ticks.v == process->stat.starttime_ticks;
	if (reference->inode.is != PRESENT)
		return true;
	if (!proc_pids_are_ours())
		return false;
	pidfd = pidfd_open_process((pid_t)process->pid);
	return pidfd >= 0 && pidfd_read_inode(pidfd, &inode) == 0 && inode == reference->inode.v;
}

pid_t process_of_thread(pid_t tid)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_close_ int dir = pid_open(tid);
	struct pid_status status;

	if (dir < 0 || pid_status_read(dir, "status", &scratch, &status) < 0 ||
	    status.tgid.is != PRESENT || status.tgid.v > INT32_MAX)
		return -1;
	return (pid_t)status.tgid.v;
}

/* Finds the reason why a process was not found: no such process, hidden, or a thread. */
static int explain_not_found(struct operand *operand)
{
	pid_t leader = process_of_thread(operand->reference.pid);

	if (leader < 1)
		return pid_is_hidden(operand->reference.pid) ? -EACCES : -ESRCH;
	if (leader == operand->reference.pid)
		return -ESRCH;
	snprintf(operand->said, sizeof(operand->said), "%d is a thread of %d",
	         (int)operand->reference.pid, (int)leader);
	return -FAULT_AS_SAID;
}

void process_operand_end(struct operand *operand, int error)
{
	operand->error = error == -ESRCH || error == -ENOENT ? explain_not_found(operand) : error;
}

int process_operands_check(const struct named_process *named, const struct process *process)
{
	int r = -ESRCH;

	for (size_t n = 0; n < named->n; n++) {
		struct operand *operand = named->operands[n];

		process_operand_end(operand, process_is_meant(operand, process) ? 0 : -ESRCH);
		if (operand->error == 0)
			r = 0;
	}
	return r;
}

void process_operands_end(const struct named_process *named, int error)
{
	for (size_t n = 0; n < named->n; n++)
		if (named->operands[n]->error == 0)
			process_operand_end(named->operands[n], error);
}

void process_operands_done(struct named_processes *named)
{
	free(named->items);
	free(named->operands);
}
