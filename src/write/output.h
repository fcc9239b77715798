/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Output: a writer, its settings, and the bytes that it has not yet written to a descriptor. */
#ifndef WRITE_OUTPUT_H
#define WRITE_OUTPUT_H

#include "model/sink.h"
#include "model/writer.h"

/* Writes the buffer if it is long enough to be worth a write(2). Returns 0 or a negative errno. */
int output_drain(struct output *output);

/* Writes the whole buffer, or hands it to output->show(). Returns 0 or a negative errno. */
int output_flush(struct output *output);

/* Begin, rows and end of a report. All return 0 or a negative errno. */
int output_begin(struct output *output);
int output_row(struct output *output, const struct value *values, unsigned depth);
int output_end(struct output *output);

/* The output as the end of a query's chain. */
struct sink output_sink(struct output *output);

/* Frees the writer's state and the buffer, at the end of the run. */
void output_done(struct output *output);

/* The writer with this name for -f; NULL: there is none. */
const struct writer *writer_find(struct text name);

/* The writers that have a name, ended by NULL. */
extern const struct writer *const writers[];

#endif
