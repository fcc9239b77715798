/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Patience: a time limit for calls that another process can block forever.
 *
 * cmdline, environ, maps, smaps, io, stat, wchan, fdinfo and the links of /proc/PID wait for locks.
 * The process may hold such a lock while it waits itself: for a page or a reply of FUSE, of
 * userfaultfd(2), or of a dead NFS server. Netlink and user databases may block in the same way.
 * Not even SIGKILL ends all of these waits, so that a blocked thread is lost. Another thread, which
 * watches the first, then lets a third thread continue without the datum.
 *
 * The kernel reads stat and wchan, and follows exe, cwd, root, and the links in fd and ns, under
 * exec_update_lock only since 7.1.4, 6.18.40, 6.12.97, 6.6.145, 6.1.178, 5.15.212 and 5.10.261
 * (commit 6650527444da). status, statm, comm and cgroup of any process are read without waiting.
 */
#ifndef KERNEL_PATIENCE_H
#define KERNEL_PATIENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct buffer;

/* The locks that a call may wait for. */
enum patience_lock {
	/* mmap_lock of the process, held in mmap(2) or during a page fault */
	PATIENCE_MEMORY = 1 << 0,
	PATIENCE_EXEC = 1 << 1,  /* exec_update_lock of the process, held in execve(2) */
	PATIENCE_FILES = 1 << 2, /* locks of open files, such as an epoll instance's */
	/* rtnl, sock_diag_mutex, a socket's lock: shared by the whole machine */
	PATIENCE_NETWORK = 1 << 3,
	PATIENCE_USERS = 1 << 4, /* the server of a user database */
	/* the server of one path: other paths may have other servers */
	PATIENCE_PATH = 1 << 5,
};

/* From now on, the thread works on process PID; 0: on no process. */
void patience_begin(pid_t pid);

/*
 * Begins a call that may wait for LOCKS; patience_end() ends it. Returns 0, or -FAULT_BLOCKED if an
 * abandoned thread still waits for the same locks, or too many threads have been abandoned.
 *
 * Between the two calls, the thread must access only its own memory and hold no lock. If the thread
 * is abandoned, patience_end() does not return. A thread that is not watched is never abandoned.
 */
int patience_enter(unsigned locks);
void patience_end(void);

/*
 * Do file_read_bounded() and file_read_record() on a file of the process, with a time limit. Also
 * return -FAULT_BLOCKED.
 */
int patience_read(int dir, const char *name, unsigned locks, size_t largest, struct buffer *ret);
int patience_read_record(int dir, const char *name, unsigned locks, struct buffer *ret);

/* Does file_read_link() of a link of that process, with a time limit. */
int patience_read_link(int dir, const char *name, unsigned locks, struct buffer *ret);

/* Does file_read_open(), with a time limit. */
int patience_read_open(int fd, unsigned locks, size_t largest, struct buffer *ret);

/* The state of one thread, which the watching thread reads; valid while the thread exists. */
struct patience;
struct patience *patience_of_thread(void);

/* Tells whether the calling thread is watched, as worker threads are. */
bool patience_is_watched(void);

/* Returns the interval in which the watching thread checks. */
unsigned patience_tick_ms(void);

/* Tells whether the thread has waited for too long; then it is abandoned. */
bool patience_is_over(struct patience *patience);

/* Tells whether any thread of this process is abandoned, so that the process may never end. */
bool patience_has_lost(void);

#endif
