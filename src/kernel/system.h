/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the machine, its system, and the user who runs nvhost: uname(2), passwd(5). */
#ifndef KERNEL_SYSTEM_H
#define KERNEL_SYSTEM_H

#include "base/arena.h"
#include "base/buffer.h"
#include "kernel/host.h"

/* A name that is not known is absent (bytes NULL). */
struct system_names {
	struct text hostname;
	struct text kernel;  /* release */
	struct text machine; /* architecture */
};

/*
 * Reads the names, on the live machine with uname(2), otherwise from /proc/sys/kernel; memory of
 * ARENA. Returns 0 or a negative errno.
 */
int system_names_read(struct buffer *scratch, struct arena *arena, struct system_names *ret);

/*
 * Tells whether the files below ROOT belong to the same host as /proc. If only /proc was given,
 * /etc and /run are those of the machine that nvhost runs on, not of the host.
 */
bool system_owns(enum root root);

/* Reads the host name only, as memory of ARENA. Returns 0 or -ENOMEM. */
int system_hostname_read(struct buffer *scratch, struct arena *arena, struct text *ret);

/*
 * Finds the name of the user who runs nvhost, as Python's getpass.getuser() does: the first of
 * LOGNAME, USER, LNAME and USERNAME that is not empty, else the name of the user ID. Returns 0,
 * -ENODATA or -ENOMEM.
 */
int system_user_read(struct buffer *scratch, struct arena *arena, struct text *ret);

/*
 * Finds the name of the distribution under the Windows Subsystem for Linux (WSL), which the
 * kernel's RELEASE reveals (values.md T-13); "WSL" if the name is not known, as on a recorded host.
 * RELEASE ends in a NUL. Returns 0, -ENODATA on other systems, or -ENOMEM.
 */
int system_wsl_read(struct text release, struct arena *arena, struct text *ret);

#endif
