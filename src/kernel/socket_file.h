/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds UNIX sockets by the file to which they are bound: sock_diag(7). */
#ifndef KERNEL_SOCKET_FILE_H
#define KERNEL_SOCKET_FILE_H

#include "kernel/process/pid_held.h"

/*
 * Appends to LIST, as memory of ARENA, the sockets in our network namespace that are bound to FILE:
 * the listening socket and the server's end of each connection. The IDs are those of the files to
 * which the links in /proc/PID/fd lead.
 *
 * Returns 0 or a negative errno, as sock_diag_read().
 */
int socket_file_find(const struct file_id *file, struct arena *arena, struct file_ids *list);

#endif
