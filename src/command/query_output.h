/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Query output: what a query is written with. */
#ifndef COMMAND_QUERY_OUTPUT_H
#define COMMAND_QUERY_OUTPUT_H

#include "command/command.h"

/* The format that was asked for, or the table. */
const struct writer *query_output_writer(const struct invocation *invocation);

/* The columns that the view has without -o, in that format. */
const char *query_output_columns(const struct invocation *invocation);

/* Of metrics and checks: the command and its view, unless that is the default one: "net_io". */
const char *query_output_subject(struct invocation *invocation);

/* Fills in the output of a query that has been prepared. */
void query_output_prepare(struct output *output, struct invocation *invocation,
                          const struct query *query);

#endif
