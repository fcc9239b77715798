/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options: the argp groups that commands share. The input of every parser is an invocation. */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include "command/command.h"

extern const struct argp output_argp; /* formats, and where to read */
extern const struct argp query_argp;  /* columns, filter, order, samples */
extern const struct argp where_argp;  /* of actions: --where alone */
extern const struct argp action_argp; /* of actions: --list-columns */

/*
 * Parses argv with argp, but tells of errors in our own way, with the nearest valid option.
 * Returns 0 or EXIT_USAGE.
 */
int options_parse(const struct argp *argp, int argc, char **argv, unsigned flags,
                  struct invocation *invocation);

/* Tells what is wrong with an option's argument; for parsers, which return what it returns. */
error_t options_refuse(struct invocation *invocation, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The same with "did you mean" for a word that is none of WORDS, which end in NULL. */
error_t options_refuse_word(struct invocation *invocation, const char *kind, const char *word,
                            const char *const *words);

/*
 * For an option that names what is read or written: 0, or refuses it and returns EINVAL, as a
 * program with capabilities of its file does not do that for whoever runs it.
 */
error_t options_file(struct invocation *invocation, const char *option);

/* Adds a filter that rows must pass too, as -w does. Returns 0 or ENOMEM. */
error_t options_add_where(struct invocation *invocation, const char *expression);

/* Whether what goes to FD is to be coloured: --color, NO_COLOR, a terminal that can. */
bool options_want_color(const struct invocation *invocation, int fd);
#endif
