/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Found: processes that a query finds, as operands of a view or an action. As they were selected,
 * not named, it is no problem if such a process ends.
 *
 * All functions return 0, or an exit status after a message.
 */
#ifndef COMMAND_FOUND_H
#define COMMAND_FOUND_H

#include "command/command.h"

/*
 * Runs a query whose collector, operands, restriction, sink and faults are set. SHOWN: the columns
 * that the sink gets. SELECTION: selectors that filter the rows; or NULL. The caller calls
 * query_done().
 */
int found_rows(struct query *query, const char *shown, const struct selection *selection);

/*
 * For a view whose rows are items of processes: finds the processes that the selectors select, and
 * makes them operands. Does nothing if there are no selectors.
 */
int found_resolve_owners(struct invocation *invocation);

/*
 * Makes the children (-r: the descendants) of the processes of --children-of operands. If there
 * are operands already, only those that are children stay.
 */
int found_resolve_children(struct invocation *invocation);

/*
 * Adds operands: the processes whose name is one of NAMES, except nvhost itself.
 * ret_unknown: for each name, whether no process has it.
 */
int found_resolve_names(struct invocation *invocation, const struct words *names,
                        bool *ret_unknown);

#endif
