/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Host: the machine whose data are read. It defines where /proc, /sys, /etc … are, whether they
 * belong to the machine that nvhost runs on, and which process represents the host.
 *
 * There is one host per invocation, set once before anything is read. All kernel readers open their
 * files below its roots and nothing outside of them: an absolute link in a recorded tree leads to a
 * file of that tree, as with chroot(2).
 */
#ifndef KERNEL_HOST_H
#define KERNEL_HOST_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buffer.h"

/* ROOT_TOP is the directory that contains the others: "/" or the argument of --root. */
enum root { ROOT_TOP, ROOT_PROC, ROOT_SYS, ROOT_ETC, ROOT_RUN, ROOT_DEV, ROOT_VAR, N_ROOTS };

struct host_root {
	const char *path; /* given by the caller; NULL: the usual place below ROOT_TOP */
	char *joined;     /* the path below --root, formatted on first use */
	int fd;           /* 0: not opened yet */
};

/* Called for each system call of a reader, in any thread: kernel/trace.h. */
typedef void host_trace(const char *call, const char *what, int r);

struct host {
	struct host_root roots[N_ROOTS];
	host_trace *trace; /* NULL: no listener */
};

/*
 * Makes the readers read HOST, which belongs to the caller, until host_done(). Before this call,
 * the readers read the machine that nvhost runs on.
 */
void host_use(struct host *host);
void host_done(struct host *host);

/* Returns the listener for the system calls of readers, or NULL. */
host_trace *host_listener(void);

/*
 * Replaces the usual place of a root by the directory PATH, which must outlive the host. NULL
 * changes nothing, and neither does a path that leads to the usual directory. ROOT_TOP moves all
 * roots: the host is recorded or mounted elsewhere.
 */
void root_set(enum root root, const char *path);

/* Returns the path of a root. It does not end in a slash. */
const char *root_path(enum root root);

/*
 * Returns a descriptor of the root for root_openat() and the like. The directory is opened on first
 * use and stays open. Returns a negative errno on failure.
 */
int root_open(enum root root);

/*
 * Tells whether the root belongs to the machine that nvhost runs on, so that system calls are about
 * the same host.
 */
bool root_is_live(enum root root);

/* Tells whether the caller has set this root; for ROOT_TOP, the parent of all roots. */
bool root_is_given(enum root root);

/*
 * Tells whether the host is live although its roots are not the usual ones: its /proc is a mounted
 * proc file system, for example the host's /proc in a container. System calls concern this host
 * only if they take a path or a process below a root.
 */
bool host_is_mounted(void);

/*
 * Does openat(2) below the host's roots. DIR: a root or a directory below a root. Symbolic links
 * and ".." do not leave the roots. Returns a descriptor or a negative errno.
 */
int root_openat(int dir, const char *name, int flags);

/* Does fstatat(2) in the same way. Returns 0 or a negative errno. */
int root_stat(int dir, const char *name, struct stat *ret);

/*
 * Translates PATH of the host for system calls that take a path: below /, below --root, or below
 * the root directory of its process 1. ret: memory of ARENA. Returns 0, -ENOMEM, or -EOPNOTSUPP for
 * a recorded host, which system calls cannot reach.
 */
int host_path(struct arena *arena, struct text path, const char **ret);

/*
 * Translates PATHS, as manuals name them ("/proc/meminfo", "/etc/os-release, /usr/lib/os-release"),
 * to the files of this host, for messages. Returns 0 or -ENOMEM.
 */
int host_name(const char *paths, struct buffer *ret);

/*
 * Returns the directory below /proc of the process that represents the host: "self" for the live
 * host, "1" for another.
 */
const char *host_self(void);

/*
 * Returns the Nth place below /proc where the files of this process may be: "self" or "1". A
 * recorded host may lack process 1; its files may then be in /proc itself (".") or be those of the
 * recording process ("self"). Returns NULL after the last place.
 */
const char *host_self_place(size_t n);

/* Reads a file of this process, such as "mountinfo". Returns 0 or a negative errno. */
int host_read(const char *name, struct buffer *ret);

#endif
