/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What runs in the foreground of each terminal: fields 5, 7 and 8 of proc_pid_stat(5). */
#ifndef KERNEL_FOREGROUND_H
#define KERNEL_FOREGROUND_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "model/value.h"

struct foreground {
	struct hash pids; /* by hash_text() of the terminal's name below /dev */
};

/*
 * Finds the process that leads the foreground of each terminal, or where that has ended, the oldest
 * one there. Processes that are hidden from us are passed over. Returns 0 or a negative errno.
 */
int foreground_read(struct buffer *scratch, struct foreground *ret);
void foreground_done(struct foreground *foreground);

/*
 * What runs there, its arguments or else its name, into memory of ARENA. TERMINAL: "pts/3".
 * Returns 0, -ENODATA where nothing does, or a negative errno.
 */
int foreground_command(const struct foreground *foreground, struct text terminal,
                       struct buffer *scratch, struct arena *arena, struct texts *ret);

#endif
