/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pick: what restricts a query about processes, beside its filter: what the selectors say, and
 * that nvhost itself is no match, as with pgrep(1), unless it is named by its PID.
 */
#ifndef COMMAND_PICK_H
#define COMMAND_PICK_H

#include "command/command.h"
#include "command/keys.h"

struct pick {
	const struct selectors *selectors; /* NULL: the records are no processes, or all of them */
	const struct field *pid;           /* of the records */
	const struct guard *guard;         /* NULL: nvhost may match */
	struct keys keys;                  /* of the rows, where words pick some */
};

/*
 * Fills in *ret, and RESTRICTION, which refers to it. A collector without a column `pid` has no
 * processes.
 */
void pick_prepare(const struct invocation *invocation, const struct collector *collector,
                  struct pick *ret, struct restriction *restriction);

/*
 * Adds to both that the words of the invocation pick rows by their key. Returns 0, -EINVAL where
 * they have none, or -ENOMEM.
 */
int pick_by_keys(struct invocation *invocation, const struct collector *collector,
                 struct pick *pick, struct restriction *restriction);

/* Whether PID, of a process that was found by its name or its relations, is of nvhost itself. */
bool pick_is_itself(const struct invocation *invocation, uint64_t pid);

#endif
