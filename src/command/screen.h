/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Screen: the reports of --watch, tables that replace each other on a terminal. They are shown on
 * the alternate screen, one screenful at a time; afterwards the terminal shows what it had before.
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
	struct text host; /* name of the host */
	const struct command *command;
	const struct view *view;
	double interval; /* seconds */

	struct buffer page; /* the last report */
	size_t n_rows;
	struct text *lines; /* of the page */
	size_t n_lines;
	size_t n_room; /* size of the array `lines` */
	size_t first;  /* index of the first line shown, headings not counted */

	bool is_on;            /* the terminal has the alternate screen */
	bool has_keys;         /* standard input is a terminal that nvhost may read */
	struct termios before; /* settings of standard input, to be restored */
	sigset_t mask;         /* signal mask, to be restored */
	sigset_t pause_mask;   /* signal mask in pauses */
	pthread_t ender;       /* thread that waits for a signal that ends nvhost */
	bool has_ender;
};

/* Sets up the terminal and the query's pauses. Returns 0 or a negative errno. */
int screen_begin(struct screen *screen, struct invocation *invocation, struct query *query,
                 struct output *output);

/* Gives the terminal back. After -c N reports, prints the last one there. */
void screen_end(struct screen *screen);

/* ---- the page: screen_page.c ---- */

/* The show() of struct output: takes a whole report and shows it. Returns 0 or -ENOMEM. */
int screen_show(void *screen, struct output *output);

/* Draws the title, the headings and the visible lines. */
void screen_paint(struct screen *screen);

/* Scrolls by a number of lines, down if it is positive, within the page. */
void screen_scroll(struct screen *screen, ptrdiff_t by);

/* The number of lines that fit below the title and the headings. */
size_t screen_lines_shown(const struct screen *screen);

/* Writes TEXT to standard output. Errors are ignored, as the next write meets them again. */
void screen_write(struct text text);

#endif
