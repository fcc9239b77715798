/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals as options and rows: for `kill`, and the --then of others. */
#ifndef COMMAND_ACTION_SIGNALS_H
#define COMMAND_ACTION_SIGNALS_H

#include "base/signal_names.h"
#include "command/option_rows.h"

/* The SIGNAL of an option, for a struct opt_i64. */
option_setter signals_set;

/* "TERM"; the number where it has no name. */
void signals_name(int number, char ret[SIGNAL_NAME_SIZE]);

/* Prints a row for each signal, or for ONLY if it is there. Returns the exit status. */
int signals_list(struct invocation *invocation, const struct opt_i64 *only);

#endif
