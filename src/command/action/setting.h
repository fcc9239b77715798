/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings: functions that read, plan and apply each setting that `set` can change. */
#ifndef COMMAND_ACTION_SETTING_H
#define COMMAND_ACTION_SETTING_H

#include "command/action/change.h"

/* The PID of the calling process in all these system calls. */
enum { SETTING_SELF = 0 };

/*
 * The functions of a setting. *ret is the opt_i64, text or numbers of struct change_row; ARENA
 * holds texts and numbers. All functions return 0 or a negative errno.
 */
struct setting_way {
	const char *name;
	size_t old, new;    /* offsets of the values in a row */
	bool is_of_threads; /* each thread has a value of its own */
	int (*read)(pid_t pid, enum setting setting, struct arena *arena, void *ret);
	/* Computes the value that the kernel would set, if it permits the change. */
	int (*plan)(pid_t pid, enum setting setting, const struct change *change,
	            struct arena *arena, void *ret);
	int (*apply)(pid_t pid, enum setting setting, const struct change *change);
	const char *privilege; /* a reason of -EPERM, beside a process of another user */
	const char *invalid;   /* a reason of -EINVAL */
	/* Appends a hint on valid values, after "; ". May be NULL. Returns 0 or -ENOMEM. */
	int (*hint)(pid_t pid, enum setting setting, struct buffer *ret);
};

const struct setting_way *setting_way_of(enum setting setting);

#endif
