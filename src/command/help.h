/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help: of nvhost, of a command on one screen or in full, and of a topic. */
#ifndef COMMAND_HELP_H
#define COMMAND_HELP_H

#include "command/command.h"

/* The commands in groups, and five examples; with IS_ALL the options of ARGP too. */
int help_overview(const struct argp *argp, bool is_all);

/* A command on 24 lines: usage, views, examples, the options that only it has; or all options. */
int help_command(const struct command *command, bool is_all);

/* A text that several commands share. */
struct topic {
	const char *name;
	const char *help; /* one line */
	const char *text; /* lines of at most 80 columns */
};

extern const struct topic topics[];
extern const size_t n_topics;

/* Prints the topic of that name; false: there is none. */
bool help_topic(const char *name);

#endif
