/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings: how each thing that `set` can change is read, said in advance, applied and explained.
 */
#ifndef COMMAND_ACTION_SETTING_H
#define COMMAND_ACTION_SETTING_H

#include "command/action/change.h"

/* As a PID: the process that calls, as all these system calls have it. */
enum { SETTING_SELF = 0 };

/*
 * A value is what a row holds: a pointer to the opt_i64, text or numbers of struct change_row; what
 * it points to is memory of ARENA. All but `hint` return 0 or a negative errno.
 */
struct setting_way {
	const char *name;
	size_t old, new;    /* places of the values in a row */
	bool is_of_threads; /* each thread has its own */
	int (*read)(pid_t pid, enum setting setting, struct arena *arena, void *ret);
	/* What the kernel would make of it, if it permits it. */
	int (*plan)(pid_t pid, enum setting setting, const struct change *change,
	            struct arena *arena, void *ret);
	int (*apply)(pid_t pid, enum setting setting, const struct change *change);
	const char *privilege; /* what -EPERM may mean besides another user's, and -EINVAL */
	const char *invalid;
	/* Adds what it could be instead, if that can be said, after "; ". 0 or -ENOMEM. */
	int (*hint)(pid_t pid, enum setting setting, struct buffer *ret);
};

const struct setting_way *setting_way_of(enum setting setting);

#endif
