/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/cmdline: the arguments, or what a process has written over them. */
#ifndef KERNEL_PROCESS_PID_CMDLINE_H
#define KERNEL_PROCESS_PID_CMDLINE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/*
 * Reads the file NAME in DIR, "cmdline" of an open /proc/PID or PID/cmdline, into memory of ARENA.
 * An empty file is an empty list. Returns 0 or a negative errno.
 */
int pid_cmdline_read(int dir, const char *name, struct buffer *scratch, struct arena *arena,
                     struct texts *ret);

/* The same from the file's text (PARITY P-056). Returns 0 or -ENOMEM. */
int pid_cmdline_parse(struct text text, struct arena *arena, struct texts *ret);

#endif
