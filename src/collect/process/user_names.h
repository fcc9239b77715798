/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User names by ID, each looked up once: a name service may take milliseconds for each. */
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
	struct user_name *known; /* sorted by uid */
	size_t n, size;
	struct arena arena;
};

/*
 * The name of the user, or the number as text where it has none. The text lives as long as NAMES.
 * May be called in any thread. Returns 0 or -ENOMEM.
 */
int user_names_find(struct user_names *names, uint64_t uid, struct text *ret);

/*
 * The ID of the user with that name. Returns 0, -ENOENT where nobody has it, -FAULT_BLOCKED where
 * the database does not answer, -ENOMEM.
 */
int user_names_find_id(const char *name, uint64_t *ret);

void user_names_done(struct user_names *names);

#endif
