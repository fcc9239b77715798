/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Query command: from an invocation to the query of its view, its output and its exit status. */
#ifndef COMMAND_QUERY_COMMAND_H
#define COMMAND_QUERY_COMMAND_H

#include "command/command.h"

/* Runs the query that the invocation asks for. Returns the exit status. */
int query_command_run(struct invocation *invocation);

/* -H: the columns of the view, as a query whose rows they are. Returns the exit status. */
int query_list_columns(struct invocation *invocation);

/* Whether it is a check: --warning, --critical. */
bool query_is_check(const struct invocation *invocation);

/* A check without a format is written as one line. */
void query_choose_check(struct invocation *invocation);

#endif
