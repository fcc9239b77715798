/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pidfds: references to a process that stay valid when its PID is reused (pidfd_open(2), Linux
 * 5.3), and the data that the kernel provides for them (fs/pidfs.c). All functions return 0 or
 * more, or a negative errno.
 *
 * The names differ from those of the C library, which has pidfd_open() since version 2.36.
 */
#ifndef KERNEL_PROCESS_PIDFD_H
#define KERNEL_PROCESS_PIDFD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "model/value.h"

/*
 * Opens a pidfd of the process PID, close-on-exec. After this call, check that the process is the
 * one that was selected. Returns a descriptor, or a negative errno: -ESRCH if there is no such
 * process; -EINVAL or -ENOENT if PID is a thread or less than 1; -ENOSYS, -EPERM if pidfds are not
 * available (old kernel, seccomp); -EMFILE.
 */
int pidfd_open_process(pid_t pid);

/*
 * Calls pidfd_send_signal(2). Signal 0 only tests. -ESRCH: the process has been reaped; -EPERM: no
 * permission. Sending to a zombie succeeds.
 */
int pidfd_signal(int pidfd, int signal);

/* Sends a signal with a value, as sigqueue(3) does. -EAGAIN: the receiver's queue is full. */
int pidfd_queue(int pidfd, int signal, int value);

struct pidfd_process {
	pid_t pid, ppid;
	uid_t uid, euid, suid;
	gid_t gid, egid, sgid;
	/* as in wait(2); available after the process was reaped, since Linux 6.15 */
	struct opt_i64 wait_status;
	/* false after the process was reaped; then PIDs, UIDs and GIDs are 0 */
	bool has_ids;
};

/*
 * Calls PIDFD_GET_INFO, Linux 6.13, which takes a third of the time of /proc/PID/status and needs
 * no permission. -EOPNOTSUPP: the kernel does not have it; -ESRCH: the process was reaped, and the
 * kernel did not keep its status.
 */
int pidfd_read_process(int pidfd, struct pidfd_process *ret);

/*
 * Reads the inode number of the process in pidfs, Linux 6.9. It is unique among all processes since
 * boot; util-linux uses it as PID:INODE. -EOPNOTSUPP: the kernel does not have it.
 */
int pidfd_read_inode(int pidfd, uint64_t *ret);

/* The end of a process in psutil's terms. */
struct pidfd_end {
	int returncode; /* exit status 0…255, or the negative signal number */
	int signal;     /* the signal that killed the process, or 0 */
	bool core_dumped;
};

/*
 * Decodes a wait status. Returns false, with ret untouched, if the process has not ended (stopped,
 * continued).
 */
bool pidfd_decode_status(int wait_status, struct pidfd_end *ret);

#endif
