/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UNIX sockets by the file that they are bound to: sock_diag(7). */
#ifndef KERNEL_SOCKET_FILE_H
#define KERNEL_SOCKET_FILE_H

#include "kernel/process/pid_held.h"

/*
 * Adds to LIST, as memory of ARENA, the sockets of our network namespace that are bound to FILE, as
 * what the links in /proc/PID/fd of their holders lead to: a server's, and the server's end of
 * each connection.
 *
 * Returns 0 or a negative errno, as sock_diag_read().
 */
int socket_file_find(const struct file_id *file, struct arena *arena, struct file_ids *list);

#endif
