/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Action output: the rows of an action (wait, kill, set, run), through the writers that queries
 * use.
 *
 * The caller sets the first members of a zeroed struct, then calls action_output_begin(),
 * action_output_row() for each record, action_output_end(), and action_output_done() in any case.
 * The columns are fixed: -o and other options of queries do not apply to actions, but -f and its
 * short forms, -n, -b, --denied and --color do.
 */
#ifndef COMMAND_ACTION_ACTION_OUTPUT_H
#define COMMAND_ACTION_ACTION_OUTPUT_H

#include "command/command.h"

struct action_output {
	const struct field *fields; /* the columns, in order */
	size_t n_fields;
	int fd;           /* descriptor for the rows; must be set, as 0 is standard input */
	bool is_one_row;  /* one object instead of an array, a vertical table */
	bool is_streamed; /* each row is written at once; JSON is still one array */
	bool is_quiet;    /* rows are dropped: nothing is written, nothing can fail */

	/* private */
	struct output output;
	struct column *columns;
	struct value *values;
	int error; /* the first error; no row is written after it */
};

/*
 * Begins the output, with the settings of the options. Returns 0 or a negative errno. An error is
 * kept, and all following calls return it too: it is enough to check action_output_end().
 */
int action_output_begin(struct action_output *report, const struct invocation *invocation);

/*
 * Writes a row. RECORD: the struct that the fields describe; it must begin with a `struct record`
 * only if a field has a source. Returns 0 or a negative errno.
 */
int action_output_row(struct action_output *report, const void *record);

/*
 * Ends the output and writes the buffer; does nothing without action_output_begin(). Returns 0 or a
 * negative errno.
 */
int action_output_end(struct action_output *report);

/* Frees the memory; also after an error, or without action_output_begin(). */
void action_output_done(struct action_output *report);

#define _cleanup_report_ _cleanup_(action_output_done)

/* Whether a format was chosen (-f, -J, --csv …): without one, kill and set print no rows. */
static inline bool report_is_asked(const struct invocation *invocation)
{
	return invocation->writer != NULL;
}

#endif
