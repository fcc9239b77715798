/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who holds a socket: the links socket:[INODE] in /proc/PID/fd of all processes, and in those of
 * threads with a table of their own (values.md P-151, P-336, P-337, P-341). All holders are found,
 * not only the last.
 *
 * It costs some 3 µs per descriptor of the machine and four times what the sockets themselves
 * cost: ask only for a column that needs it, and only for the inodes that are left.
 */
#ifndef KERNEL_SOCKET_OWNER_H
#define KERNEL_SOCKET_OWNER_H

#include <stdint.h>
#include <sys/types.h>

#include "base/hash.h"
#include "base/text.h"
#include "kernel/process/process_handle.h"

struct socket_holder {
	uint64_t inode;
	pid_t pid;
	int fd;
};

/* By inode, then PID, then descriptor. Zeroed, it is empty. */
struct socket_owners {
	struct socket_holder *items;
	size_t n;
	size_t size;
	size_t n_denied; /* processes whose descriptors we may not list or read */
};

/* The inode of the link text "socket:[1234]". Returns 0, or -EINVAL where it is another thing. */
int socket_owner_parse_link(struct text link, uint64_t *ret_inode);

/*
 * Walks the processes of PROC, the open directory /proc or a recorded one.
 *
 * wanted: keys are the inodes to look for; NULL for all. n_threads: how many may work at once,
 * the caller's own included. ret: empty. Returns 0 or a negative errno: -EMFILE, -ENFILE,
 * -ENOMEM, or why PROC cannot be listed.
 */
int socket_owner_read(int proc, const struct hash *wanted, unsigned n_threads,
                      struct socket_owners *ret);

/*
 * Appends the sockets of one process, which is held by its directory; the result is in order once
 * more. Returns 0 or a negative errno: -EACCES, -ENOENT or -ESRCH (the process is gone).
 */
int socket_owner_read_process(struct process_handle *process, struct buffer *scratch,
                              struct socket_owners *ret);

/* The first holder of INODE, the others right behind it; NULL and 0 where nobody is known. */
const struct socket_holder *socket_owner_find(const struct socket_owners *owners, uint64_t inode,
                                              size_t *ret_n);

/* How many of N holders, from the first on, are descriptors of one process on one socket. */
size_t socket_owner_count_same(const struct socket_holder *holders, size_t n);

void socket_owners_done(struct socket_owners *owners);

#define _cleanup_socket_owners_ _cleanup_(socket_owners_done)

#endif
