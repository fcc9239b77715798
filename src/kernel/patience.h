/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Patience: calls that another process may make wait for ever, and giving them up.
 *
 * cmdline, environ, maps, smaps, io and fdinfo of /proc/PID wait for locks that the process may
 * hold while it waits itself: for a page or an answer of FUSE, of userfaultfd(2), of a dead NFS
 * server. The same is true of netlink and of user databases. Not even SIGKILL ends all of these
 * waits, so a thread that waits is lost: another thread, which watches it, lets a third one go on
 * without the datum.
 */
#ifndef KERNEL_PATIENCE_H
#define KERNEL_PATIENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct buffer;

/* What a call may wait for. */
enum patience_lock {
	PATIENCE_MEMORY = 1 << 0, /* mmap_lock of the process, held in mmap(2) or by a fault */
	PATIENCE_EXEC = 1 << 1,   /* its exec_update_lock, held in execve(2) */
	PATIENCE_FILES = 1 << 2,  /* locks of its open files, such as epoll's */
	PATIENCE_NETWORK =
		1 << 3,          /* rtnl, sock_diag_mutex, a socket's lock: of the whole machine */
	PATIENCE_USERS = 1 << 4, /* the server of a user database */
};

/* The thread works for process PID from here on; 0: for none. */
void patience_begin(pid_t pid);

/*
 * Begins a call that may wait for LOCKS; patience_end() ends it. Returns 0 or -FAULT_BLOCKED: a
 * thread has been given up that still waits for the same, or too many have.
 *
 * In between, the thread may touch only its own memory, and hold no lock. If it is given up, then
 * patience_end() does not return. A thread that nobody watches is never given up.
 */
int patience_enter(unsigned locks);
void patience_end(void);

/* file_read_bounded() and file_read_record() of a file of that process. */
int patience_read(int dir, const char *name, unsigned locks, size_t largest, struct buffer *ret);
int patience_read_record(int dir, const char *name, unsigned locks, struct buffer *ret);

/* file_read_open() of one that is open already. */
int patience_read_open(int fd, unsigned locks, size_t largest, struct buffer *ret);

/* What the watching thread looks at: one of each thread, as long as that lives. */
struct patience;
struct patience *patience_of_thread(void);

/* Whether the calling thread is looked at, as those of workers are. */
bool patience_is_watched(void);

/* How often that thread is to look. */
unsigned patience_tick_ms(void);

/* Whether the thread has waited for too long: then it is lost. */
bool patience_is_over(struct patience *patience);

/* Whether any thread of this process is lost: the process may never end. */
bool patience_has_lost(void);

#endif
