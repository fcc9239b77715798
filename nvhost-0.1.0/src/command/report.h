/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Report: the rows of an action (wait, kill, set, run), through the writers that queries use.
 *
 * The caller sets the first members of a zeroed report, then: report_begin(), report_row() for
 * each record, report_end(), and report_done() in any case. The columns are fixed, -o and the like
 * do not apply to actions; -f and its short forms, -n, -b, --denied and --color do.
 */
#ifndef COMMAND_REPORT_H
#define COMMAND_REPORT_H

#include "command/command.h"

struct report {
	const struct field *fields; /* the columns, in order; of any record (see report_row()) */
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
 * stays: all that follows returns it too, so that it is enough to look at what report_end() says.
 */
int report_begin(struct report *report, const struct invocation *invocation);

/*
 * Writes a row. RECORD is what the fields point into; it needs to begin with a `struct record`
 * only if a field has a source. It is not needed any more when this returns.
 */
int report_row(struct report *report, const void *record);

/* Ends the report and writes all that is left. */
int report_end(struct report *report);

/* Gives the memory back; also after an error, or without a begin. */
void report_done(struct report *report);

#define _cleanup_report_ _cleanup_(report_done)

/* Whether one of -f, -J, --csv, --ndjson was there: the rows of kill and set print only then. */
static inline bool report_is_asked(const struct invocation *invocation)
{
	return invocation->writer != NULL;
}

#endif
