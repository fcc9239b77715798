/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Operands: the words of a command that are no options. The first may name a view; others name
 * processes by PID, identity or name, rows by their key, or paths, as the command has it.
 *
 * All return 0, or an exit status after a message.
 */
#ifndef COMMAND_OPERANDS_H
#define COMMAND_OPERANDS_H

#include "command/command.h"

/*
 * Chooses the view, and takes processes out of the words of a command about them. The words that
 * are left are the keys of rows (command/keys.h), unless the command takes them for something else.
 */
int operands_take(struct invocation *invocation);

/* Refuses a word that is neither a view nor an operand, with the nearest view. Returns EXIT_USAGE.
 */
int operands_refuse_view(const struct command *command, const char *word);

/*
 * Tells that nobody has the name WORD; of one that stands where a view may, what views there are.
 */
void operands_tell_missing(const struct invocation *invocation, const char *word, const char *what);

/* Whether the word is nearly the name of a view: rather that, mistyped, than what nobody has. */
bool operands_is_nearly_view(const struct command *command, const char *word);

/*
 * Takes the operand "-": processes from standard input, as PIDs and identities between white space,
 * or as JSON or NDJSON: objects with `id` or `pid`, alone or in arrays. Where anything there is
 * neither, that is a usage error, and nothing is taken.
 */
int operands_read_input(struct invocation *invocation);

#endif
