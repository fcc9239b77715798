/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own columns: those that a user always wants on a terminal, from the environment. */
#ifndef COMMAND_OWN_COLUMNS_H
#define COMMAND_OWN_COLUMNS_H

#include "command/command.h"

/* Whether a variable names columns of the view, for a table on a terminal. */
bool own_columns_are_named(const struct invocation *invocation);

/*
 * Where a table goes to a terminal and -o was not given, the variable NVHOST_COMMAND_VIEW stands
 * for -o; the default view has NVHOST_COMMAND too.
 *
 * Returns 0, -EINVAL where the variable names no columns of the view, *why then says so, or
 * -ENOMEM.
 */
int own_columns_take(struct invocation *invocation, struct buffer *why);

#endif
