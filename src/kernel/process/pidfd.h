/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pidfds: a hold on one process that no reuse of its PID can shift to another (pidfd_open(2),
 * Linux 5.3), and what the kernel tells through it (fs/pidfs.c). All return 0 or more, or a
 * negative errno.
 *
 * The names differ from those of the C library (2.36 has pidfd_open()), which older ones lack.
 */
#ifndef KERNEL_PROCESS_PIDFD_H
#define KERNEL_PROCESS_PIDFD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "model/value.h"

/*
 * A pidfd of the process PID, close-on-exec; compare its identity with what was selected after
 * this. -ESRCH: there is none; -EINVAL or -ENOENT: not a process but a thread, or PID < 1;
 * -ENOSYS, -EPERM: no pidfds here (old kernel, seccomp); -EMFILE.
 */
int pidfd_open_process(pid_t pid);

/* pidfd_send_signal(2). Signal 0 only tests. -ESRCH: reaped; -EPERM: not ours; a zombie takes it.
 */
int pidfd_signal(int pidfd, int signal);

/* The same with a value, as sigqueue(3) does it. -EAGAIN: the receiver's queue is full. */
int pidfd_queue(int pidfd, int signal, int value);

struct pidfd_process {
	pid_t pid, tgid, ppid;
	uid_t uid, euid, suid, fsuid;
	gid_t gid, egid, sgid, fsgid;
	struct opt_u64 cgroup_id;   /* the inode of its directory in cgroup v2 */
	struct opt_i64 wait_status; /* as of wait(2); once it was reaped, from Linux 6.15 */
	bool has_ids;               /* PIDs, UIDs and GIDs: false, and they 0, once it was reaped */
};

/*
 * PIDFD_GET_INFO, Linux 6.13: ids in a third of the time that /proc/PID/status takes, readable by
 * anyone. -EOPNOTSUPP: not on this kernel; -ESRCH: reaped, and the kernel did not keep its status.
 */
int pidfd_read_process(int pidfd, struct pidfd_process *ret);

/*
 * The inode of the process in pidfs, Linux 6.9: no two processes since boot share one (PID:INODE
 * of util-linux). -EOPNOTSUPP: not on this kernel.
 */
int pidfd_read_inode(int pidfd, uint64_t *ret);

enum pidfd_progress {
	PIDFD_ALIVE,
	PIDFD_EXITED, /* all threads; a zombie, maybe for ever */
	PIDFD_REAPED, /* its parent took the status: PIDFD_GET_INFO knows it from now on */
};

/*
 * Waits for the process to be as far as UNTIL, at most TIMEOUT_MS; -1: without end, 0: not at all.
 *
 * Returns how far it is, or a negative errno: -EINTR, a signal came. In an epoll of the caller's
 * own, EPOLLIN tells of exited, and EPOLLHUP (from Linux 6.9) of reaped; before that nothing does,
 * and waiting for PIDFD_REAPED lasts until the time is out.
 */
int pidfd_wait(int pidfd, enum pidfd_progress until, int timeout_ms);

/* How a process ended, in psutil's terms. */
struct pidfd_end {
	int returncode; /* exit status 0…255, or minus the signal */
	int signal;     /* that killed it, or 0 */
	bool core_dumped;
};

/* From a wait status. False, with ret untouched, for one that is no end (stopped, continued). */
bool pidfd_decode_status(int wait_status, struct pidfd_end *ret);

#endif
