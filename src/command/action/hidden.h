/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hidden: processes that exist although /proc does not show them, as it is mounted with hidepid
 * (proc(5)) and shows a user only the user's own processes.
 */
#ifndef COMMAND_ACTION_HIDDEN_H
#define COMMAND_ACTION_HIDDEN_H

#include "command/action/action.h"

/*
 * Adds those operands that were not found, but that the kernel knows by PID, or by PID and pidfd
 * inode. An operand with a start time gets the error -EACCES, as only /proc could tell whether the
 * process is the same. To be called only without selectors and filters, which could not be applied
 * to hidden processes.
 *
 * Returns 0 or -ENOMEM.
 */
int hidden_add(const struct selection *selection, struct targets *targets);

#endif
