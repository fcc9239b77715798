/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terminals: converts the device number in /proc/PID/stat to a path under /dev. */
#ifndef KERNEL_TTY_H
#define KERNEL_TTY_H

#include "base/arena.h"
#include "base/buffer.h"

enum { TTY_PATH_SIZE = 64 };

/* A line of /proc/tty/drivers: the device numbers of a driver, and the name of its devices. */
struct tty_driver {
	struct text path; /* "/dev/ttyUSB", to which a number is appended; or "/dev/console" */
	uint64_t major, first_minor, last_minor;
	bool is_one_name; /* no number is appended */
	bool is_console;  /* the minor number itself is appended; other drivers count from 0 */
};

struct tty_drivers {
	struct tty_driver *items;
	size_t n;
};

/*
 * Reads /proc/tty/drivers (proc_tty(5), fs/proc/proc_tty.c) into memory of ARENA. Malformed lines
 * are left out. Returns 0 or a negative errno with an empty list.
 */
int tty_drivers_read(struct buffer *scratch, struct arena *arena, struct tty_drivers *ret);

/* Parses the text of the file. Returns 0 or -ENOMEM. */
int tty_drivers_parse(struct text text, struct arena *arena, struct tty_drivers *ret);

/*
 * Finds the path of the terminal with the number TTY_NR (field 7 of proc_pid_stat(5)), such as
 * /dev/pts/3. On the live machine the device must exist.
 *
 * Returns 0, -ENODATA for 0, which means no terminal, or -EOPNOTSUPP if the name is not known.
 */
int tty_find(const struct tty_drivers *drivers, int64_t tty_nr, char *ret_path);

/*
 * Finds the number of the terminal NAME on the live machine, "pts/3" or "/dev/pts/3". Returns 0,
 * -ENOTTY if NAME is not a character device, or a negative errno of stat(2).
 */
int tty_number(const char *name, uint64_t *ret);

#endif
