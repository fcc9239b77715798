/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Watch: reports of a table that take each other's place on a terminal, a screenful at a time. It
 * has the alternate screen while it runs: what stood on the terminal before is there afterwards.
 */
#ifndef COMMAND_WATCH_H
#define COMMAND_WATCH_H

#include <pthread.h>
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
	sigset_t mask;         /* of signals, before */
	sigset_t pause_mask;   /* in the pauses */
	pthread_t ender;       /* waits for a signal that ends us, even in the midst of a report */
	bool has_ender;
};

/* Takes the terminal, and the query's pauses. Returns 0 or a negative errno. */
int watch_begin(struct watch *watch, struct invocation *invocation, struct query *query,
                struct output *output);

/* Gives the terminal back. The last report stays there where the number of reports was up. */
void watch_end(struct watch *watch);

/* ---- the page: watch_page.c ---- */

/* Takes a report instead of the terminal: struct output, show. */
int watch_show(void *watch, struct output *output);

/* Draws the title, the headings and the lines that are in view. */
void watch_paint(struct watch *watch);

/* Moves the view by so many lines, within the page. */
void watch_scroll(struct watch *watch, ptrdiff_t by);

/* Lines below the title and the headings, as many as the terminal has. */
size_t watch_lines_shown(const struct watch *watch);

/* All of TEXT, to standard output; what cannot be written is told by the next report. */
void watch_write(struct text text);

#endif
