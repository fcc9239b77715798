/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Query output: the writer of a query and its settings. */
#ifndef COMMAND_QUERY_OUTPUT_H
#define COMMAND_QUERY_OUTPUT_H

#include "command/command.h"

/* The writer of -f, or that of the table. */
const struct writer *query_output_writer(const struct invocation *invocation);

/* The columns of the view without -o, which depend on the writer. */
const char *query_output_columns(const struct invocation *invocation);

/* The subject of metrics and checks: command and view, without the default view: "net_io". */
const char *query_output_subject(struct invocation *invocation);

/* Fills in the output of a query that has been prepared. */
void query_output_prepare(struct output *output, struct invocation *invocation,
                          const struct query *query);

#endif
