/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /proc/PID/cmdline: the arguments, or what a process has written over them. */
#ifndef KERNEL_PROCESS_PID_CMDLINE_H
#define KERNEL_PROCESS_PID_CMDLINE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

/*
 * execve(2) takes 6 MiB of arguments and environment, a pointer of 4 or 8 bytes and a NUL for each
 * text among them (fs/exec.c, bprm_stack_limits()). A process may say of itself that it has more,
 * which costs it nothing (PR_SET_MM_MAP in prctl(2)): more is not read.
 */
enum {
	PID_STRINGS_LARGEST = 6 * 1024 * 1024,
	PID_STRINGS_MOST = PID_STRINGS_LARGEST / 5,
};

struct pid_cmdline {
	struct texts arguments;
	bool is_title; /* they are words of a title, as setproctitle(3) writes one */
};

/* What tells an argument from a title, which is one string with blanks in it too. */
struct pid_program {
	struct text comm;
	struct text exe; /* bytes NULL: not known */
};

/*
 * Reads the file NAME in DIR, "cmdline" of an open /proc/PID or PID/cmdline, into memory of ARENA;
 * where that may be a title, the link exe beside it too. comm: of the same process. An empty file
 * is an empty list. kept: NULL, or the file, which stays open; -1: it is opened.
 * Returns 0, -FAULT_TOO_LARGE or a negative errno.
 */
int pid_cmdline_read(int dir, const char *name, int *kept, struct text comm, struct buffer *scratch,
                     struct arena *arena, struct pid_cmdline *ret);

/* The same from the file's text (values.md P-056, T-02). Returns 0, -FAULT_TOO_LARGE or -ENOMEM. */
int pid_cmdline_parse(struct text text, const struct pid_program *program, struct arena *arena,
                      struct pid_cmdline *ret);

#endif
