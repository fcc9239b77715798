/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Target: opens, checks and signals one process. */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <sys/wait.h>

#include "collect/workers.h"
#include "command/action/action.h"
#include "kernel/patience.h"
#include "kernel/process/proc_pids.h"
#include "model/fault.h"

enum { OF_PIDFD = 3 }; /* P_PIDFD of Linux 5.4, which C libraries before 2.36 lack */

struct question {
	pid_t pid;
	struct pid_stat stat;
};

static int ask_for_stat(void *arg)
{
	struct question *question = arg;
	_cleanup_buffer_ struct buffer scratch = { 0 };

	patience_begin(question->pid);
	return pid_stat_read_pid(question->pid, &scratch, &question->stat);
}

/*
 * Reads the stat in a watched thread, as the process may be in execve(2) (kernel/patience.h). That
 * wait is killable, so that the thread ends with this process.
 */
int target_read_stat(pid_t pid, struct pid_stat *ret)
{
	struct question question = { .pid = pid };
	int r = workers_once(ask_for_stat, &question);

	*ret = question.stat;
	ret->comm = (struct text){ 0 };
	return r;
}

/* Whether the pidfd refers to the selected process: 0 or -ESRCH. */
static int check_pidfd(const struct target *target, int pidfd)
{
	uint64_t inode;

	if (target->reference.inode.is != PRESENT || pidfd_read_inode(pidfd, &inode) < 0)
		return target_check(target);
	return inode == target->reference.inode.v ? 0 : -ESRCH;
}

/* Reads the stat of the target; -ESRCH if the PID belongs to another process. */
static int read_own_stat(const struct target *target, struct pid_stat *ret)
{
	int r = target_read_stat(target->reference.pid, ret);

	if (r < 0 || target->reference.start_ticks.is != PRESENT)
		return r;
	return ret->starttime_ticks == target->reference.start_ticks.v ? 0 : -ESRCH;
}

/* For a process that /proc hides, all that can be known is whether a process has the PID. */
static int ask_kernel(const struct target *target)
{
	return kill(target->reference.pid, 0) < 0 && errno == ESRCH ? -ESRCH : 0;
}

int target_check(const struct target *target)
{
	struct pid_stat stat = { 0 };
	int r = target->pidfd >= 0 ? pidfd_signal(target->pidfd, 0) : -ENOSYS;

	if (r < 0 && r != -ESRCH && target->reference.start_ticks.is != PRESENT)
		return ask_kernel(target);
	/* -EPERM: the process exists, or a filter refuses the system call */
	return r == 0 || r == -ESRCH ? r : read_own_stat(target, &stat);
}

int target_read_start(struct target *target)
{
	struct pid_stat stat = { 0 };
	int r = target_read_stat(target->reference.pid, &stat);

	target->reference.start_ticks = some_u64(stat.starttime_ticks);
	return r;
}

/* Whether pidfd_open(2) failed because the kernel has no pidfds, or a filter forbids them. */
static bool is_missing(int error)
{
	return error == -ENOSYS || error == -EPERM;
}

int target_open(struct target *target)
{
	int pidfd, r;

	if (target->pidfd >= 0)
		return 0;
	pidfd = target->has_no_pidfd ? -ENOSYS : pidfd_open_process(target->reference.pid);
	if (is_missing(pidfd)) {
		target->has_no_pidfd = true;
		return target_check(target);
	}
	if (pidfd == -EINVAL || pidfd == -ENOENT) /* the PID belongs to a thread now */
		return -ESRCH;
	if (pidfd < 0)
		return pidfd;
	/* the process has the PID now, after the pidfd was opened: so the pidfd refers to it */
	r = check_pidfd(target, pidfd);
	if (r < 0)
		close(pidfd);
	else
		target->pidfd = pidfd;
	return r;
}

/* Signals by PID, which is checked as late as possible. */
static int signal_by_pid(const struct target *target, int number, const int *value)
{
	int r = target_check(target);

	if (r < 0)
		return r;
	if (value)
		r = sigqueue(target->reference.pid, number, (union sigval){ .sival_int = *value });
	else
		r = kill(target->reference.pid, number);
	return r < 0 ? -errno : 0;
}

int target_signal(struct target *target, int number, const int *value)
{
	int r = target_open(target);

	if (r < 0)
		return r;
	if (target->pidfd < 0)
		return signal_by_pid(target, number, value);
	r = value ? pidfd_queue(target->pidfd, number, *value)
	          : pidfd_signal(target->pidfd, number);
	/* -EPERM may come from a filter that does not know pidfd_send_signal(2) */
	return r == -EPERM || r == -ENOSYS ? signal_by_pid(target, number, value) : r;
}

/* Reaps a child of nvhost, which has one if the parent of the target executed nvhost. */
static bool reap_child(const struct target *target, struct pidfd_end *ret)
{
	siginfo_t info = { 0 };
	int r = target->pidfd >= 0
	                ? waitid((idtype_t)OF_PIDFD, (id_t)target->pidfd, &info, WEXITED | WNOHANG)
	                : waitid(P_PID, (id_t)target->reference.pid, &info, WEXITED | WNOHANG);

	if (r < 0 || info.si_pid == 0)
		return false;
	if (info.si_code == CLD_EXITED)
		*ret = (struct pidfd_end){ .returncode = info.si_status };
	else
		*ret = (struct pidfd_end){ .returncode = -info.si_status,
			                   .signal = info.si_status,
			                   .core_dumped = info.si_code == CLD_DUMPED };
	return true;
}

/*
 * Whether this user may inspect a zombie. Its stat has the exit status, but 0 for a user who may
 * not inspect it. The link exe tells: it fails with ENOENT for a user who may, and with EACCES for
 * one who may not (fs/proc/base.c).
 */
static bool may_look_into(const struct target *target)
{
	_cleanup_close_ int dir = pid_open(target->reference.pid);
	char byte;

	return dir >= 0 && readlinkat(dir, "exe", &byte, 1) < 0 && errno == ENOENT;
}

static bool read_zombie(const struct target *target, struct pidfd_end *ret)
{
	struct pid_stat stat = { 0 };

	if (read_own_stat(target, &stat) < 0 || stat.state != 'Z' || stat.exit_code.is != PRESENT ||
	    stat.exit_code.v > INT_MAX)
		return false;
	if (stat.exit_code.v == 0 && !may_look_into(target))
		return false;
	return pidfd_decode_status((int)stat.exit_code.v, ret);
}

static bool ask_pidfd(const struct target *target, struct pidfd_end *ret)
{
	struct pidfd_process process;

	return target->pidfd >= 0 && pidfd_read_process(target->pidfd, &process) == 0 &&
	       process.wait_status.is == PRESENT &&
	       pidfd_decode_status((int)process.wait_status.v, ret);
}

/* The pidfd is asked again at the end, as the parent may have reaped the process in between. */
bool target_read_end(const struct target *target, struct pidfd_end *ret)
{
	return ask_pidfd(target, ret) || (target->ppid == getpid() && reap_child(target, ret)) ||
	       read_zombie(target, ret) || ask_pidfd(target, ret);
}

/* A thread group leader that has ended before its threads is in state Z, too. */
int target_has_ended(const struct target *target)
{
	struct pid_stat stat = { 0 };
	int r;

	if (target->reference.start_ticks.is != PRESENT)
		return ask_kernel(target) == -ESRCH;
	r = read_own_stat(target, &stat);
	if (r < 0)
		return r == -ESRCH ? 1 : fault_only_fatal(r);
	return stat.state == 'X' || (stat.state == 'Z' && stat.num_threads <= 1);
}

void target_close(struct target *target)
{
	if (target->pidfd >= 0)
		close(target->pidfd);
	target->pidfd = -1;
}
