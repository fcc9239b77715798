/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Verdict: how a check ends. Its line and its exit status say the same, and there is a line however
 * little could be read: monitoring shows nothing else.
 */
#ifndef COMMAND_VERDICT_H
#define COMMAND_VERDICT_H

#include "command/command.h"

/* Of a check whose query ended with R: writes its line, if it has one, and returns the status. */
int verdict_of_query(struct invocation *invocation, const struct query *query,
                     struct output *output, int r);

/* Of a run with STATUS: where a check has had no answer, it is UNKNOWN. Returns the status. */
int verdict_of_run(struct invocation *invocation, int argc, char **argv, int status);

#endif
