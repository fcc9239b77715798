/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/cmdline: the arguments, or a title that the process has written over them. */
#ifndef KERNEL_PROCESS_PID_CMDLINE_H
#define KERNEL_PROCESS_PID_CMDLINE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/*
 * execve(2) accepts at most 6 MiB of arguments and environment; each text takes a NUL and a pointer
 * of 4 or 8 bytes (fs/exec.c, bprm_stack_limits()). A process can pretend at no cost that it has
 * more (PR_SET_MM_MAP in prctl(2)); more is not read.
 */
enum {
	PID_STRINGS_LARGEST = 6 * 1024 * 1024,
	PID_STRINGS_MOST = PID_STRINGS_LARGEST / 5,
};

struct pid_cmdline {
	struct texts arguments;
	bool is_title; /* the items are the words of a title, as of setproctitle(3) */
};

/* Distinguishes a single argument with blanks from a title. */
struct pid_program {
	struct text comm;
	struct text exe; /* bytes NULL: unknown */
};

/*
 * Reads the file NAME in DIR, "cmdline" in an open /proc/PID or "PID/cmdline", into memory of
 * ARENA. If the text may be a title, reads the link exe beside the file, too. comm: of the same
 * process. An empty file is an empty list. kept: NULL, or an open file, which stays open; if *kept
 * is -1, the file is opened.
 *
 * Returns 0, -FAULT_TOO_LARGE or a negative errno.
 */
int pid_cmdline_read(int dir, const char *name, int *kept, struct text comm, struct buffer *scratch,
                     struct arena *arena, struct pid_cmdline *ret);

/* Parses the text of the file (values.md P-056, T-02). Returns 0, -FAULT_TOO_LARGE or -ENOMEM. */
int pid_cmdline_parse(struct text text, const struct pid_program *program, struct arena *arena,
                      struct pid_cmdline *ret);

#endif
