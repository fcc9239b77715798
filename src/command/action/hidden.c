/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hidden: asks the kernel for processes, by pidfd_open(2) and kill(2). */
#include "command/action/hidden.h"

#include <errno.h>

#include "kernel/process/proc_pids.h"

static bool is_found(const struct targets *targets, pid_t pid)
{
	for (size_t n = 0; n < targets->n; n++)
		if (targets->items[n].reference.pid == pid)
			return true;
	return false;
}

/*
 * Whether the kernel has a process with that PID. *ret: its pidfd, or the negative errno: a filter
 * of system calls forbids pidfd_open(2), or the PID is a thread (-EINVAL, since Linux 6.9 -ENOENT).
 */
static bool is_there(pid_t pid, int *ret)
{
	*ret = pidfd_open_process(pid);
	return *ret >= 0 || pid_is_hidden(pid);
}

/* Whether the process is the one that is meant: 0, -ESRCH, or -EACCES if that cannot be known. */
static int check_identity(const struct reference *meant, int pidfd, struct reference *ret)
{
	uint64_t inode;

	*ret = (struct reference){ .pid = meant->pid };
	if (pidfd >= 0 && pidfd_read_inode(pidfd, &inode) == 0)
		ret->inode = some_u64(inode);
	if (pidfd == -EINVAL || pidfd == -ENOENT)
		return -EACCES;
	if (meant->start_ticks.is == PRESENT) /* only /proc has the start time */
		return pid_is_hidden(meant->pid) ? -EACCES : -ESRCH;
	if (meant->inode.is != PRESENT)
		return 0;
	if (ret->inode.is != PRESENT)
		return -EACCES;
	return ret->inode.v == meant->inode.v ? 0 : -ESRCH;
}

static int add_target(struct targets *targets, const struct reference *reference, int pidfd)
{
	_cleanup_buffer_ struct buffer id = { 0 };
	struct target target = { .reference = *reference,
		                 .pidfd = MAX(pidfd, -1),
		                 .has_no_pidfd = pidfd < 0 };

	if (reference_add(reference, &id) < 0 ||
	    arena_copy(&targets->arena, buffer_text(&id), &target.id) < 0)
		return -ENOMEM;
	return targets_add(targets, &target);
}

static int add_operand(struct operand *operand, struct targets *targets)
{
	struct reference reference;
	int pidfd = -1, r = 0;

	/* -EACCES: the directory exists, but this user may not read it (hidepid=1) */
	if (operand->reference.pid <= 0 || is_found(targets, operand->reference.pid) ||
	    (operand->error != 0 && operand->error != -ESRCH && operand->error != -EACCES) ||
	    !is_there(operand->reference.pid, &pidfd))
		return 0;
	operand->error = check_identity(&operand->reference, pidfd, &reference);
	if (operand->error == 0)
		r = add_target(targets, &reference, pidfd);
	if ((operand->error != 0 || r < 0) && pidfd >= 0)
		close(pidfd);
	return r;
}

int hidden_add(const struct selection *selection, struct targets *targets)
{
	int r = 0;

	for (size_t n = 0; n < selection->n_processes && r == 0; n++)
		r = add_operand(&selection->processes[n], targets);
	return r;
}
