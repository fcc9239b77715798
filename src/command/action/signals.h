/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals: options that are signals, and the list of signals. */
#ifndef COMMAND_ACTION_SIGNALS_H
#define COMMAND_ACTION_SIGNALS_H

#include "base/signal_names.h"
#include "command/option_rows.h"

/* Parses the SIGNAL of an option, for a struct opt_i64. */
option_setter signals_set;

/* The name of a signal, such as "TERM"; its number if it has no name. */
void signals_name(int number, char ret[SIGNAL_NAME_SIZE]);

/* Prints a row for each signal, or for ONLY if that is present. Returns the exit status. */
int signals_list(struct invocation *invocation, const struct opt_i64 *only);

#endif
