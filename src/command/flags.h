/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Flags: options of a command's own that are only said, or not: a row for each, with the views that
 * it is for.
 */
#ifndef COMMAND_FLAGS_H
#define COMMAND_FLAGS_H

#include "command/command.h"

struct flag {
	int key;            /* of its argp_option; 0 ends the rows */
	const char *option; /* "-a": as messages name it */
	size_t offset;      /* of a bool among the command's own options */
	const char *views;  /* that it goes with, comma-separated; NULL: all */
};

/* Notes that the option KEY was given: 0, or ARGP_ERR_UNKNOWN where no row has it. */
error_t flags_parse(int key, struct invocation *invocation);

/* Refuses one that is of another view than was asked for: 0 or EXIT_USAGE. */
int flags_check(const struct invocation *invocation);

#endif
