/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/fd and fdinfo: the open descriptors of a process, proc_pid_fd(5). */
#ifndef KERNEL_PROCESS_PID_FD_H
#define KERNEL_PROCESS_PID_FD_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

struct pid_fd {
	uint64_t fd;
	/*
	 * a thread that has this descriptor in a table of its own; absent: the table of the process
	 */
	struct opt_u64 tid;
	struct text target;        /* the text of the link, without marks of the kernel */
	const char *kind;          /* "file", "dir", "pipe", "socket", "eventfd", … */
	bool is_deleted;           /* the file has been deleted */
	struct opt_u64 size_bytes; /* regular files */
	struct opt_u64 inode;      /* pipes and sockets */
	enum presence info;        /* result of reading fdinfo, which provides the members below */
	struct opt_u64 position;
	struct opt_u64 flags; /* as in open(2) */
	struct opt_u64 mount; /* mount ID, as in mountinfo */
	const char *mode;     /* "r", "w", "a", "r+", "a+"; "?" for access mode 3 */
};

/*
 * The members that are read besides fd, target, inode, and the kind if the text of the link tells
 * it. Each costs one or more system calls.
 */
enum pid_fd_wanted {
	PID_FD_KIND = 1, /* for paths: statx(2) */
	PID_FD_MODE = 2, /* fdinfo, if the file is open for writing */
	PID_FD_INFO = 4, /* position, flags and mount: fdinfo */
	PID_FD_SIZE = 8, /* for regular files and memfds: statx(2) */
	PID_FD_ALL = PID_FD_KIND | PID_FD_MODE | PID_FD_INFO | PID_FD_SIZE,
	PID_FD_FILES = 16,   /* fd_tables_read() only: what pid_files_read() lists, … */
	PID_FD_DELETED = 32, /* … and deleted files */
};

/*
 * Lists the descriptors in DIR, an open /proc/PID, sorted by number, as memory of ARENA. wanted: a
 * set of enum pid_fd_wanted. Descriptors that are closed meanwhile are left out. Returns 0 or a
 * negative errno: -EACCES.
 */
int pid_fd_read(int dir, unsigned wanted, struct buffer *scratch, struct arena *arena,
                struct pid_fd **ret, size_t *ret_n);

/*
 * Lists only open regular files, in any mount namespace. Without deleted files, this is psutil's
 * open_files (values.md P-101, T-03).
 */
int pid_files_read(int dir, bool with_deleted, struct buffer *scratch, struct arena *arena,
                   struct pid_fd **ret, size_t *ret_n);

/*
 * Counts the descriptors: the size of the directory if the kernel provides it (Linux 6.2), else the
 * number of entries.
 */
int pid_fd_count(int dir, uint64_t *ret);

/* Parses the text of fdinfo/N. A line that is missing leaves its member absent. */
void pid_fd_parse_info(struct text text, struct pid_fd *ret);

/* Returns the mode of open(2) flags in the words of fopen(3). */
const char *pid_fd_mode(uint64_t flags);

/* Returns "socket", "pipe", "eventfd" … from the text of the link; NULL for a path. */
const char *pid_fd_kind(struct text target);

/* Returns "file", "dir", "device", "fifo", "socket" or "other" from the mode of a path. */
const char *pid_fd_kind_of_mode(unsigned mode);

#endif
