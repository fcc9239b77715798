/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options: the argp groups that commands share. The input of each parser is an invocation. */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include "command/command.h"

extern const struct argp output_argp; /* formats, and where to read */
extern const struct argp query_argp;  /* columns, filter, order, samples */
extern const struct argp where_argp;  /* of actions: --where */
extern const struct argp action_argp; /* of actions: --list-columns */

/*
 * Parses argv with argp, but with error messages of nvhost, which suggest the nearest option.
 * Returns 0, EXIT_USAGE or EXIT_PROBLEM.
 */
int options_parse(const struct argp *argp, int argc, char **argv, unsigned flags,
                  struct invocation *invocation);

/* Tells what is wrong with the argument of an option. Returns EINVAL, as a parser should then. */
error_t options_refuse(struct invocation *invocation, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Like options_refuse(), for a WORD that is not among WORDS, which end in NULL. */
error_t options_refuse_word(struct invocation *invocation, const char *kind, const char *word,
                            const char *const *words);

/*
 * Refuses an OPTION that names a file, if the program has file capabilities: it must not open files
 * for a user who could not open them. Returns 0, or EINVAL after a message.
 */
error_t options_file(struct invocation *invocation, const char *option);

/* Adds a filter, like -w. Returns 0 or ENOMEM. */
error_t options_add_where(struct invocation *invocation, const char *expression);

/* Whether output to FD has colours: depends on --color, NO_COLOR and the terminal. */
bool options_want_color(const struct invocation *invocation, int fd);
#endif
