/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Query command: runs the query of a view, from the invocation to the exit status. */
#ifndef COMMAND_QUERY_COMMAND_H
#define COMMAND_QUERY_COMMAND_H

#include "command/command.h"

/* Runs the query that the invocation asks for. Returns the exit status. */
int query_command_run(struct invocation *invocation);

/* Runs -H: a query whose rows are the columns of the view. Returns the exit status. */
int query_list_columns(struct invocation *invocation);

/* Whether the query is a check: --warning or --critical was given. */
bool query_is_check(const struct invocation *invocation);

/* Chooses the line of a monitoring plugin as the format of a check without -f. */
void query_choose_check(struct invocation *invocation);

#endif
