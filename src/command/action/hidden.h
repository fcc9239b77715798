/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hidden: processes that are there although /proc does not show them: mounted with hidepid, it has
 * no more than the own ones of a user, proc(5). "May not look" is not "is not there".
 */
#ifndef COMMAND_ACTION_HIDDEN_H
#define COMMAND_ACTION_HIDDEN_H

#include "command/action/action.h"

/*
 * Of the operands that were not found, adds those that the kernel has by their PID, or PID and
 * pidfd inode. One whose start can only be read in /proc is denied (its error), as it may be
 * another. Only where nothing but operands selects, as no filter can be asked about them.
 *
 * Returns 0 or -ENOMEM.
 */
int hidden_add(const struct selection *selection, struct targets *targets);

#endif
