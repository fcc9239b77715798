/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sink: the end of a chain. It takes the rows of each report as values of the columns, in order: a
 * writer, the targets of an action, the operands of another view, a count.
 */
#ifndef MODEL_SINK_H
#define MODEL_SINK_H

#include "model/value.h"
#include "model/writer.h"

/* A row on its way to the end. */
struct sink_row {
	const struct value *values; /* of the columns */
	unsigned depth;             /* below the roots of a nested view */
	enum level level;           /* of a check */
};

/* Functions return 0 or a negative code that ends the query. */
struct sink {
	bool is_for_people;      /* an empty list may be explained */
	int (*begin)(void *arg); /* of a report; NULL: nothing is to be done */
	int (*row)(void *arg, const struct sink_row *row);
	int (*end)(void *arg); /* the same */
	void *arg;
};

#endif
