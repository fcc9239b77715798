/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confirm: asks on a terminal before an action that may be a mistake. */
#ifndef COMMAND_ACTION_CONFIRM_H
#define COMMAND_ACTION_CONFIRM_H

#include "command/action/action.h"

enum { KEY_YES = 0x580 };

#define YES_OPTION                                                                            \
	{                                                                                     \
		"yes", KEY_YES, 0, 0, "do not ask before changing many processes or PID 1", 5 \
	}

/*
 * Asks if selectors found more than 20 targets, or if PID 1 or a kernel thread is among the
 * targets. DEED: what would be done to them ("signalled"). Does not ask without a terminal.
 *
 * Returns true to continue, false after a message.
 */
bool confirm_targets(const struct invocation *invocation, const struct targets *targets,
                     const char *deed);

#endif
