/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pick: restricts a query beside its filter: by selectors, by keys of rows, and so that nvhost
 * itself does not match, as in pgrep(1), unless its PID is named.
 */
#ifndef COMMAND_PICK_H
#define COMMAND_PICK_H

#include "command/command.h"
#include "command/keys.h"

struct pick {
	const struct selectors *selectors; /* NULL: there are none */
	const struct field *pid;           /* of the records; NULL: they are not processes */
	const struct guard *guard;         /* NULL: nvhost may match */
	struct keys keys;                  /* of the rows */
};

/* Fills in *ret with the selectors, and RESTRICTION, which keeps a pointer to *ret. */
void pick_prepare(const struct invocation *invocation, const struct collector *collector,
                  struct pick *ret, struct restriction *restriction);

/*
 * Adds the keys that the operands are, to both. Returns 0; -EINVAL if rows have no key; -ENOMEM.
 */
int pick_by_keys(struct invocation *invocation, const struct collector *collector,
                 struct pick *pick, struct restriction *restriction);

/* Whether PID is nvhost itself, which is not meant where processes are found by name or parent. */
bool pick_is_itself(const struct invocation *invocation, uint64_t pid);

#endif
