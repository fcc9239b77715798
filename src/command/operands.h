/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Operands: the words of a command that are not options. The first may be a view. The others are
 * processes (a PID, an identity or a name), keys of rows, or paths, depending on the command.
 *
 * Functions with a status return 0, or an exit status after a message.
 */
#ifndef COMMAND_OPERANDS_H
#define COMMAND_OPERANDS_H

#include "command/command.h"

/*
 * Chooses the view and, for a command about processes, takes the processes from the words. Words
 * that are left are keys of rows (command/keys.h), unless the command gives them another meaning.
 */
int operands_take(struct invocation *invocation);

/* Tells that WORD is no view, and suggests the nearest one. Returns EXIT_USAGE. */
int operands_refuse_view(const struct command *command, const char *word);

/* Tells that there is no WHAT named WORD; if a view could come there, the message lists views. */
void operands_tell_missing(const struct invocation *invocation, const char *word, const char *what);

/* Whether the word is so similar to the name of a view that it may be mistyped. */
bool operands_is_nearly_view(const struct command *command, const char *word);

/*
 * Reads the processes of the operand "-" from standard input: PIDs and identities separated by
 * white space, or JSON or NDJSON with objects that have `id` or `pid`, also in arrays. Anything
 * else is a usage error.
 */
int operands_read_input(struct invocation *invocation);

#endif
