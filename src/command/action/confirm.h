/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confirm: asking on a terminal before an action that was perhaps not meant so. */
#ifndef COMMAND_ACTION_CONFIRM_H
#define COMMAND_ACTION_CONFIRM_H

#include "command/action/action.h"

enum { KEY_YES = 0x580 };

#define YES_OPTION                                                                    \
	{                                                                             \
		"yes", KEY_YES, 0, 0, "never ask: many processes, PID 1, kernel's", 5 \
	}

/*
 * Asks where selectors have found more than 20 targets, or where PID 1 or a thread of the kernel is
 * among them, however they were selected. DEED: what would be done to them ("signalled"). Without a
 * terminal nobody is asked, and all goes on.
 *
 * Returns true to go on, false after a message.
 */
bool confirm_targets(const struct invocation *invocation, const struct targets *targets,
                     const char *deed);

#endif
