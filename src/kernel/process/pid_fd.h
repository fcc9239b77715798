/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/fd and fdinfo: the open descriptors of a process, proc_pid_fd(5). */
#ifndef KERNEL_PROCESS_PID_FD_H
#define KERNEL_PROCESS_PID_FD_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

struct pid_fd {
	uint64_t fd;
	struct opt_u64 tid;        /* thread whose table of its own it is in; else the process's */
	struct text target;        /* text of the link, cleaned */
	const char *kind;          /* "file", "dir", "pipe", "socket", "eventfd", … */
	bool is_deleted;           /* the file has no name any more */
	struct opt_u64 size_bytes; /* of a regular file */
	struct opt_u64 inode;      /* of a pipe or a socket */
	enum presence info;        /* fdinfo, where it was read for what follows */
	struct opt_u64 position;
	struct opt_u64 flags; /* of open(2) */
	struct opt_u64 mount; /* ID, as in mountinfo */
	const char *mode;     /* "r", "w", "a", "r+", "a+"; "?" for access mode 3 */
};

/*
 * What there is to be besides number, target, inode, and the kind where the link's text tells it:
 * each costs a system call or some.
 */
enum pid_fd_wanted {
	PID_FD_KIND = 1, /* of what has a path: statx(2) */
	PID_FD_MODE = 2, /* fdinfo, if it is open for writing */
	PID_FD_INFO = 4, /* position, flags, mount: fdinfo */
	PID_FD_SIZE = 8, /* of regular files and memfds: statx(2) */
	PID_FD_ALL = PID_FD_KIND | PID_FD_MODE | PID_FD_INFO | PID_FD_SIZE,
	PID_FD_FILES = 16,   /* of fd_tables_read(): what pid_files_read() has, … */
	PID_FD_DELETED = 32, /* … and files that have no name any more */
};

/*
 * Lists the descriptors in DIR, an open /proc/PID, in order of their numbers, as memory of ARENA;
 * wanted: of enum pid_fd_wanted.
 * Those that are closed meanwhile are left out. Returns 0 or a negative errno: -EACCES.
 */
int pid_fd_read(int dir, unsigned wanted, struct buffer *scratch, struct arena *arena,
                struct pid_fd **ret, size_t *ret_n);

/*
 * Lists only the open regular files, whatever mount namespace they are in. Without those that have
 * no name any more, that is psutil's open_files (values.md P-101, T-03).
 */
int pid_files_read(int dir, bool with_deleted, struct buffer *scratch, struct arena *arena,
                   struct pid_fd **ret, size_t *ret_n);

/* How many there are: from the size of the directory where the kernel says so (6.2), else counted.
 */
int pid_fd_count(int dir, uint64_t *ret);

/* From the text of fdinfo/N; what it does not hold stays absent. */
void pid_fd_parse_info(struct text text, struct pid_fd *ret);

/* The mode of flags as fopen(3) names it. */
const char *pid_fd_mode(uint64_t flags);

/* "socket", "pipe", "eventfd" …, by the link's text alone; NULL for a path. */
const char *pid_fd_kind(struct text target);

/* "file", "dir", "device", "fifo", "socket" or "other", by the mode of what has a path. */
const char *pid_fd_kind_of_mode(unsigned mode);

#endif
