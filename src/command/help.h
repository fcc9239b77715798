/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help: on nvhost, on a command, and on a topic. All texts fit 80 columns. */
#ifndef COMMAND_HELP_H
#define COMMAND_HELP_H

#include "command/command.h"

/* Prints the commands and examples; IS_ALL: also the options of ARGP. Returns the exit status. */
int help_overview(const struct argp *argp, bool is_all);

/*
 * Prints usage, views, examples and the command's own options, on one screen; IS_ALL: all options.
 * Returns the exit status.
 */
int help_command(const struct command *command, bool is_all);

/* A topic that several commands share. */
struct topic {
	const char *name;
	const char *help; /* one line */
	const char *text; /* lines of at most 80 columns */
};

extern const struct topic topics[];
extern const size_t n_topics;

/* Prints the topic NAME. Returns false if there is none. */
bool help_topic(const char *name);

#endif
