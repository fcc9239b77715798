/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The links of a process: exe, cwd, root, and those below fd. */
#ifndef KERNEL_PROCESS_PID_LINK_H
#define KERNEL_PROCESS_PID_LINK_H

#include "base/arena.h"
#include "base/buffer.h"

/*
 * Reads the link NAME in DIR, an open /proc/PID, cleaned: cut at a NUL, and without the
 * " (deleted)" that the kernel appends, unless a file of that very name exists (PARITY P-057).
 *
 * ret: memory of ARENA. ret_deleted: whether the kernel said so; may be NULL. Returns 0 or a
 * negative errno of readlink(2), -ENOMEM.
 */
int pid_link_read(int dir, const char *name, struct buffer *scratch, struct arena *arena,
                  struct text *ret, bool *ret_deleted);

/* Cleans the text of a link in place; true where it named a deleted file. TEXT ends in a NUL. */
bool pid_link_clean(struct text *text);

#endif
