/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Output: bytes on their way to a descriptor, every one of them checked. */
#ifndef WRITE_OUTPUT_H
#define WRITE_OUTPUT_H

#include "model/sink.h"
#include "model/writer.h"

/* Writes what has gathered, if that is enough to be worth a call. 0 or a negative errno. */
int output_drain(struct output *output);

/* Writes all that has gathered. */
int output_flush(struct output *output);

/* The parts of a report, by the writer. */
int output_begin(struct output *output);
int output_row(struct output *output, const struct value *values, unsigned depth);
int output_end(struct output *output);

/* The output as the end of a query's chain. */
struct sink output_sink(struct output *output);

/* The end of the run, once. */
void output_done(struct output *output);

/* The writers, by name: NULL where there is none. */
const struct writer *writer_find(struct text name);

/* All of them, ended by NULL. */
extern const struct writer *const writers[];

#endif
