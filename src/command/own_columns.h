/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own columns: the columns that a user wants in tables on a terminal, from the environment. */
#ifndef COMMAND_OWN_COLUMNS_H
#define COMMAND_OWN_COLUMNS_H

#include "command/command.h"

/* Whether the output is a table on a terminal, and a variable names its columns. */
bool own_columns_are_named(const struct invocation *invocation);

/*
 * For a table on a terminal without -o, takes the columns from the variable NVHOST_COMMAND_VIEW;
 * the default view has NVHOST_COMMAND, too.
 *
 * Returns 0; -EINVAL with *why if the list of columns is wrong; -ENOMEM.
 */
int own_columns_take(struct invocation *invocation, struct buffer *why);

#endif
