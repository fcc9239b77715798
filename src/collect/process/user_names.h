/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User names by ID, each looked up once: a name service may take milliseconds for each lookup. */
#ifndef COLLECT_PROCESS_USER_NAMES_H
#define COLLECT_PROCESS_USER_NAMES_H

#include <pthread.h>

#include "base/arena.h"

struct user_name {
	uint64_t uid;
	struct text name;
};

struct user_names {
	pthread_mutex_t lock;
	struct user_name *known; /* sorted by UID */
	size_t n, size;
	struct arena arena;
};

/*
 * Finds the name of a user; a user without a name has the UID as text. The text lives as long as
 * NAMES. May be called in any thread. Returns 0 or -ENOMEM.
 */
int user_names_find(struct user_names *names, uint64_t uid, struct text *ret);

/*
 * Finds the ID of the user with that name. Returns 0, -ENOENT if there is no such user,
 * -FAULT_BLOCKED if the user database does not answer, or -ENOMEM.
 */
int user_names_find_id(const char *name, uint64_t *ret);

void user_names_done(struct user_names *names);

#endif
