/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Watch: reports of a table that take each other's place on a terminal, a screenful at a time. It
 * has the alternate screen while it runs: what stood on the terminal before is there afterwards.
 */
#ifndef COMMAND_WATCH_H
#define COMMAND_WATCH_H

#include <signal.h>
#include <termios.h>

#include "command/command.h"

struct watch {
	struct query *query;
	struct output *output;
	struct text host; /* name of the machine */
	const struct command *command;
	const struct view *view;
	double interval; /* seconds */

	struct buffer page; /* the last report */
	size_t n_rows;
	struct text *lines; /* of the page */
	size_t n_lines;
	size_t first; /* the uppermost line shown, below the headings */

	bool is_on;            /* the terminal is ours */
	bool has_keys;         /* standard input is a terminal too */
	struct termios before; /* how that was */
	sigset_t mask, open_mask;
	int ended_by; /* a signal */
};

/* Takes the terminal, and the query's pauses. Returns 0 or a negative errno. */
int watch_begin(struct watch *watch, struct invocation *invocation, struct query *query,
                struct output *output);

/*
 * Gives the terminal back, and ends this process by the signal that ended the watch, if one did.
 * The last report stays below where its number was up.
 */
void watch_end(struct watch *watch);

#endif
