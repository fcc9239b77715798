/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terminals: from the device number in /proc/PID/stat to a path under /dev. */
#ifndef KERNEL_TTY_H
#define KERNEL_TTY_H

#include "base/arena.h"
#include "base/buffer.h"

enum { TTY_PATH_SIZE = 64 };

/* A line of /proc/tty/drivers, which tells for what numbers a driver has what names. */
struct tty_driver {
	struct text path; /* "/dev/ttyUSB", which a number follows; or "/dev/console" */
	uint64_t major, first_minor, last_minor;
	bool is_one_name; /* without a number */
	bool is_console;  /* its terminals have the numbers of their minors, not from 0 */
};

struct tty_drivers {
	struct tty_driver *items;
	size_t n;
};

/*
 * Reads /proc/tty/drivers (proc_tty(5), fs/proc/proc_tty.c) into memory of ARENA. Lines that are
 * none are left out. Returns 0 or a negative errno; there are none then.
 */
int tty_drivers_read(struct buffer *scratch, struct arena *arena, struct tty_drivers *ret);

/* The same from the file's text. Returns 0 or -ENOMEM. */
int tty_drivers_parse(struct text text, struct arena *arena, struct tty_drivers *ret);

/*
 * The path of the terminal with the number TTY_NR (field 7 of proc_pid_stat(5)), such as
 * /dev/pts/3. On the live machine the device must be there.
 * Returns 0, -ENODATA for 0: no terminal, -EOPNOTSUPP where nothing here says how it is named.
 */
int tty_find(const struct tty_drivers *drivers, int64_t tty_nr, char *ret_path);

/*
 * The number of the terminal NAME of the live machine, "pts/3" or "/dev/pts/3".
 * Returns 0, -ENOTTY where that is no character device, or a negative errno of stat(2).
 */
int tty_number(const char *name, uint64_t *ret);

#endif
