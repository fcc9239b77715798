/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Host: whose answers these are. Where its /proc, /sys, /etc … are, whether that is the machine
 * that nvhost runs on, and which of its processes speaks for it.
 *
 * The invocation has one and names it once, before anything is read. All kernel readers open their
 * files below its roots, and nothing outside them: an absolute link in a recorded tree leads to a
 * file of that tree, as with chroot(2).
 */
#ifndef KERNEL_HOST_H
#define KERNEL_HOST_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buffer.h"

/* ROOT_TOP is the directory that all others are in: "/", or that of --root. */
enum root { ROOT_TOP, ROOT_PROC, ROOT_SYS, ROOT_ETC, ROOT_RUN, ROOT_DEV, ROOT_VAR, N_ROOTS };

struct host_root {
	const char *path; /* the caller's; NULL: below the top */
	char *joined;     /* path below --root, made when it is asked for */
	int fd;           /* 0: not opened yet */
};

/* Hears of each call of a reader, in any thread: kernel/trace.h. */
typedef void host_trace(const char *call, const char *what, int r);

struct host {
	struct host_root roots[N_ROOTS];
	host_trace *trace; /* NULL: nobody listens */
};

/*
 * Makes HOST the one that the readers read: the caller's, until host_done(). Before that, and where
 * nothing is said, the host is the one that nvhost runs on.
 */
void host_use(struct host *host);
void host_done(struct host *host);

/* Who hears of the calls that readers make; NULL: nobody. */
host_trace *host_listener(void);

/*
 * Where one of them is instead of its usual place: a directory of the caller's, which must outlive
 * the host. NULL leaves it, and so does a path that leads to the usual place itself. ROOT_TOP moves
 * all of them: a recorded or mounted host.
 */
void root_set(enum root root, const char *path);

/* The path, without a slash at its end. */
const char *root_path(enum root root);

/*
 * A descriptor of the directory, opened when first asked for and kept; or a negative errno. It is
 * for root_openat() and the like.
 */
int root_open(enum root root);

/* True while it is the machine that nvhost runs on, so that system calls speak of the same host. */
bool root_is_live(enum root root);

/* Whether it is a directory that the caller gave: of ROOT_TOP, that all others are below. */
bool root_is_given(enum root root);

/*
 * Whether the host lives although its roots are not the usual ones: its /proc is a kernel's, seen
 * from a container. System calls speak of it where they take a path or a process below a root.
 */
bool host_is_mounted(void);

/*
 * openat(2) below the host's roots: DIR is one of them or a directory below. Links, ".." included,
 * do not leave them. Returns a descriptor or a negative errno.
 */
int root_openat(int dir, const char *name, int flags);

/* fstatat(2) of the same. Returns 0 or a negative errno. */
int root_stat(int dir, const char *name, struct stat *ret);

/*
 * Where PATH of the host is for system calls that take one: below /, the directory of --root, or
 * what its process 1 has for a root. ret: memory of ARENA. Returns 0, -ENOMEM, or -EOPNOTSUPP for a
 * recorded host, of which no system call speaks.
 */
int host_path(struct arena *arena, struct text path, const char **ret);

/*
 * The file that PATH, as manuals name it ("/proc/meminfo", "/proc/self/mountinfo"), is of this
 * host, for messages. Returns 0 or -ENOMEM.
 */
int host_name(const char *path, struct buffer *ret);

/* The process that speaks for the host, below /proc: "self" of the live one, "1" of another. */
const char *host_self(void);

/*
 * Where below /proc the files of that process may be: "self" or "1"; a recorded host need not have
 * its process 1, but what the recorder found in /proc itself (".") or for itself ("self"). NULL:
 * there are no more places.
 */
const char *host_self_place(size_t n);

/* Reads a file of that process, such as "mountinfo". Returns 0 or a negative errno. */
int host_read(const char *name, struct buffer *ret);

#endif
