/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Report: the rows of an action (wait, kill, set, run), through the writers that queries use.
 *
 * The caller sets the first members of a zeroed report, then: action_output_begin(),
 * action_output_row() for each record, action_output_end(), and action_output_done() in any case.
 * The columns are fixed, -o and the like do not apply to actions; -f and its short forms, -n, -b,
 * --denied and --color do.
 */
#ifndef COMMAND_ACTION_ACTION_OUTPUT_H
#define COMMAND_ACTION_ACTION_OUTPUT_H

#include "command/command.h"

struct action_output {
	const struct field
		*fields; /* the columns, in order; of any record (see action_output_row()) */
	size_t n_fields;
	int fd;           /* where the rows go: STDOUT_FILENO, which is not 0 */
	bool is_one_row;  /* one object instead of an array, a vertical table */
	bool is_streamed; /* each row is written as it comes; JSON is still one array */
	bool is_quiet;    /* rows are dropped, nothing is written, nothing can fail */

	/* its own */
	struct output output;
	struct column *columns;
	struct value *values;
	int error; /* the first one; no row is written after it */
};

/*
 * Begins with what the options said about the output. Return 0 or a negative errno. An error
 * stays: all that follows returns it too, so that it is enough to look at what action_output_end()
 * says.
 */
int action_output_begin(struct action_output *report, const struct invocation *invocation);

/*
 * Writes a row. RECORD is what the fields point into; it needs to begin with a `struct record`
 * only if a field has a source. It is not needed any more when this returns.
 */
int action_output_row(struct action_output *report, const void *record);

/* Ends the report and writes all that is left. */
int action_output_end(struct action_output *report);

/* Gives the memory back; also after an error, or without a begin. */
void action_output_done(struct action_output *report);

#define _cleanup_report_ _cleanup_(action_output_done)

/* Whether one of -f, -J, --csv, --ndjson was there: the rows of kill and set print only then. */
static inline bool report_is_asked(const struct invocation *invocation)
{
	return invocation->writer != NULL;
}

#endif
