/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Found: processes that a selection finds, as operands of a view or an action: a query whose sink
 * keeps references. They were selected, not named, so that their end is no problem.
 *
 * All return 0, or an exit status after a message.
 */
#ifndef COMMAND_FOUND_H
#define COMMAND_FOUND_H

#include "command/command.h"

/*
 * Runs a query whose collector, operands, restriction, sink and faults are set, for its rows: the
 * sink gets SHOWN of them, a list of columns. SELECTION: what else filters them; or NULL. The query
 * is still the caller's, who is due to call query_done().
 */
int found_rows(struct query *query, const char *shown, const struct selection *selection);

/*
 * For a view whose rows are not processes but what they own: turns selectors (users, ports, files
 * …) into operands. Without such, nothing changes.
 */
int found_resolve_owners(struct invocation *invocation);

/*
 * Turns --children-of into operands: the children (-r: the descendants) of those processes, and of
 * them only the named ones if any were.
 */
int found_resolve_children(struct invocation *invocation);

/*
 * Turns names into operands, more of them: the processes whose name is one of NAMES, but not nvhost
 * itself. ret_unknown: for each name, whether nobody has it.
 */
int found_resolve_names(struct invocation *invocation, const struct words *names,
                        bool *ret_unknown);

#endif
