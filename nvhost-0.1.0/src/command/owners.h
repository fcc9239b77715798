/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owners: the selection options of a view whose rows are not processes but what they own. */
#ifndef COMMAND_OWNERS_H
#define COMMAND_OWNERS_H

#include "command/command.h"

/*
 * Turns what the selection says beside PIDs (users, names, terminals …) into operands: the
 * processes that it holds for, which were not named and whose end is no problem. Without such,
 * nothing changes. Returns 0 or an exit status, after a message.
 */
int owners_resolve(struct invocation *invocation);

/*
 * Turns --children-of into operands: the children (-r: the descendants) of those processes, and of
 * them only the named ones if any were. Returns 0 or an exit status, after a message.
 */
int owners_resolve_children(struct invocation *invocation);

#endif
