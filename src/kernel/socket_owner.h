/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Socket owners: which processes hold a socket. They are found by the links socket:[INODE] in
 * /proc/PID/fd of all processes, and of all threads with their own descriptor table (values.md
 * P-151, P-336, P-337, P-341). All holders are found, not only the last.
 *
 * The search takes about 3 µs per descriptor on the machine, four times as long as listing the
 * sockets. Use it only for a column that needs it, and only for the inodes that passed the filter.
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

/* Sorted by inode, PID and descriptor. A zeroed struct is empty. */
struct socket_owners {
	struct socket_holder *items;
	size_t n;
	size_t size;
};

/* Parses the link text "socket:[1234]". Returns 0, or -EINVAL for another text. */
int socket_owner_parse_link(struct text link, uint64_t *ret_inode);

int socket_owner_add(struct socket_owners *owners, const struct socket_holder *holder);

/*
 * Adds the sockets of process PID in PROC, the open directory /proc or a recorded one.
 *
 * wanted: its keys are the inodes to search for; NULL: all. Returns 0 or a negative errno: -EACCES;
 * -FAULT_BLOCKED; -ENOENT or -ESRCH if the process has ended.
 */
int socket_owner_read_pid(int proc, pid_t pid, const struct hash *wanted,
                          struct socket_owners *ret);

/* Sorts them. If two tables of a process have a socket under one number, one entry is kept. */
void socket_owner_sort(struct socket_owners *owners);

/*
 * Adds the sockets of one process; the result is sorted again. Returns 0 or a negative errno:
 * -EACCES; -ENOENT or -ESRCH if the process has ended.
 */
int socket_owner_read_process(struct process_handle *process, struct buffer *scratch,
                              struct socket_owners *ret);

/* Returns the first holder of INODE; the others follow it. NULL and 0: no holder is known. */
const struct socket_holder *socket_owner_find(const struct socket_owners *owners, uint64_t inode,
                                              size_t *ret_n);

/* Returns how many of the N holders, from the first on, have the same process and socket. */
size_t socket_owner_count_same(const struct socket_holder *holders, size_t n);

void socket_owners_done(struct socket_owners *owners);

#define _cleanup_socket_owners_ _cleanup_(socket_owners_done)

#endif
