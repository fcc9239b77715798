/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the machine, of its system and of who asks: uname(2), passwd(5). */
#ifndef KERNEL_SYSTEM_H
#define KERNEL_SYSTEM_H

#include "base/arena.h"
#include "base/buffer.h"
#include "kernel/host.h"

/* What is not known is absent (bytes NULL). */
struct system_names {
	struct text hostname;
	struct text kernel;  /* release */
	struct text machine; /* architecture */
};

/*
 * Reads them: of the live machine by uname(2), else from /proc/sys/kernel, as memory of ARENA.
 * Returns 0 or a negative errno.
 */
int system_names_read(struct buffer *scratch, struct arena *arena, struct system_names *ret);

/*
 * Whether what is below ROOT is of the host that /proc is of: where only /proc has been given, /etc
 * and /run are those of the machine that nvhost runs on.
 */
bool system_owns(enum root root);

/* Only the name of the host, as memory of ARENA. Returns 0 or -ENOMEM. */
int system_hostname_read(struct buffer *scratch, struct arena *arena, struct text *ret);

/*
 * The user who asks, as Python's getpass.getuser() has it: the first of LOGNAME, USER, LNAME and
 * USERNAME that is not empty, else the name of the user ID. Returns 0, -ENODATA or -ENOMEM.
 */
int system_user_read(struct buffer *scratch, struct arena *arena, struct text *ret);

/*
 * The distribution's name under the Windows Subsystem for Linux, which the kernel's RELEASE tells
 * (values.md T-13); "WSL" where nothing names it, as in a recorded host. RELEASE ends in a NUL.
 * Returns 0, -ENODATA elsewhere, or -ENOMEM.
 */
int system_wsl_read(struct text release, struct arena *arena, struct text *ret);

#endif
