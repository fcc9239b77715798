/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals as options and rows: for `kill`, and the --then of others. */
#ifndef COMMAND_ACTION_SIGNALS_H
#define COMMAND_ACTION_SIGNALS_H

#include "base/signal_names.h"
#include "command/command.h"

/* The SIGNAL of an option. Returns 0, or tells what is wrong and returns EINVAL. */
error_t signals_parse(struct invocation *invocation, const char *argument, struct opt_i64 *ret);

/* "TERM"; the number where it has no name. */
void signals_name(int number, char ret[SIGNAL_NAME_SIZE]);

/* Prints a row for each signal, or for ONLY if it is there. Returns the exit status. */
int signals_list(struct invocation *invocation, const struct opt_i64 *only);

#endif
