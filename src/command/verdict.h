/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Verdict: the line and the exit status of a check, which always agree. Even a check that could
 * read nothing prints a line, as monitoring systems show nothing else.
 */
#ifndef COMMAND_VERDICT_H
#define COMMAND_VERDICT_H

#include "command/command.h"

/*
 * Writes the line of a check whose query ended with R, unless another format was chosen or -q.
 * Returns the exit status.
 */
int verdict_of_query(struct invocation *invocation, const struct query *query,
                     struct output *output, int r);

/*
 * Changes the exit STATUS of a run to UNKNOWN if a check was asked for and the query did not run,
 * and writes the line of the check. Returns the status.
 */
int verdict_of_run(struct invocation *invocation, int argc, char **argv, int status);

#endif
