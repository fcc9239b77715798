/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Familiar: rewrites options of kill(1) and renice(8) as options of nvhost, before parsing. */
#ifndef COMMAND_ACTION_FAMILIAR_H
#define COMMAND_ACTION_FAMILIAR_H

#include "command/command.h"

/* Rewrites `kill -9`, `kill -KILL` and `kill -l 9`. Returns the new number of words. */
int familiar_kill(int argc, char **argv, struct invocation *invocation);

/*
 * Rewrites `set -n 5`, if -n is followed by a number from -20 to 19; otherwise -n is --noheadings.
 * Returns the new number of words.
 */
int familiar_set(int argc, char **argv, struct invocation *invocation);

#endif
