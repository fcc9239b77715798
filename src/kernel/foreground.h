/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The foreground process of each terminal: fields 5, 7 and 8 of proc_pid_stat(5). */
#ifndef KERNEL_FOREGROUND_H
#define KERNEL_FOREGROUND_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "model/value.h"

struct foreground {
	struct hash pids; /* key: hash_text() of the terminal's name below /dev */
};

/*
 * Finds the leader of the foreground process group of each terminal, or the oldest process of the
 * group if the leader has ended. Processes that we may not see are skipped. Returns 0 or a negative
 * errno.
 */
int foreground_read(struct buffer *scratch, struct foreground *ret);
void foreground_done(struct foreground *foreground);

/*
 * Returns the arguments, or else the name, of the foreground process of TERMINAL ("pts/3"), as
 * memory of ARENA. Returns 0, -ENODATA if there is no such process, or a negative errno.
 */
int foreground_command(const struct foreground *foreground, struct text terminal,
                       struct buffer *scratch, struct arena *arena, struct texts *ret);

#endif
