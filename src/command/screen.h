/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Screen: the reports of --watch, tables that take each other's place on a terminal, a screenful
 * at a time, on its alternate screen: what stood there before is there afterwards.
 */
#ifndef COMMAND_SCREEN_H
#define COMMAND_SCREEN_H

#include <pthread.h>
#include <signal.h>
#include <termios.h>

#include "command/command.h"

struct screen {
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
	size_t n_room; /* for so many */
	size_t first;  /* the uppermost line shown, below the headings */

	bool is_on;            /* the terminal is ours */
	bool has_keys;         /* standard input is a terminal too */
	struct termios before; /* how that was */
	sigset_t mask;         /* of signals, before */
	sigset_t pause_mask;   /* in the pauses */
	pthread_t ender;       /* waits for a signal that ends us, even in the midst of a report */
	bool has_ender;
};

/* Takes the terminal, and the query's pauses. Returns 0 or a negative errno. */
int screen_begin(struct screen *screen, struct invocation *invocation, struct query *query,
                 struct output *output);

/* Gives the terminal back. The last report stays there where the number of reports was up. */
void screen_end(struct screen *screen);

/* ---- the page: screen_page.c ---- */

/* Takes a report instead of the terminal: struct output, show. */
int screen_show(void *screen, struct output *output);

/* Draws the title, the headings and the lines that are in view. */
void screen_paint(struct screen *screen);

/* Moves the view by so many lines, within the page. */
void screen_scroll(struct screen *screen, ptrdiff_t by);

/* Lines below the title and the headings, as many as the terminal has. */
size_t screen_lines_shown(const struct screen *screen);

/* All of TEXT, to standard output; what cannot be written is told by the next report. */
void screen_write(struct text text);

#endif
