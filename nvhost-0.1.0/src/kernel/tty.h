/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terminals: from the device number in /proc/PID/stat to a path under /dev. */
#ifndef KERNEL_TTY_H
#define KERNEL_TTY_H

#include <stddef.h>
#include <stdint.h>

enum { TTY_PATH_SIZE = 64 };

/*
 * The path of the terminal with the number TTY_NR (field 7 of proc_pid_stat(5)), such as
 * /dev/pts/3. On the live machine the device must be there.
 * Returns 0, -ENOENT where there is none such, -ENODATA for 0: no terminal.
 */
int tty_find(int64_t tty_nr, char *ret_path);

#endif
