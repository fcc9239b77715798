/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sink: the end of a query. It receives the rows of each report, in order, as values of the
 * columns. A sink is a writer, the targets of an action, the operands of another view, or a count.
 */
#ifndef MODEL_SINK_H
#define MODEL_SINK_H

#include "model/value.h"
#include "model/writer.h"

/* A row handed to the sink. */
struct sink_row {
	const struct value *values; /* one for each column */
	unsigned depth;             /* depth in a nested view; 0: a root */
	enum level level;           /* result of a check */
};

/* The functions return 0 or a negative code that ends the query. */
struct sink {
	bool is_for_people;      /* a note may explain an empty result */
	int (*begin)(void *arg); /* of a report; may be NULL */
	int (*row)(void *arg, const struct sink_row *row);
	int (*end)(void *arg); /* of a report; may be NULL */
	void *arg;
};

#endif
