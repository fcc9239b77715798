/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Familiar: spellings of kill(1) and renice(8), put in those of nvhost before they are parsed. */
#ifndef COMMAND_ACTION_FAMILIAR_H
#define COMMAND_ACTION_FAMILIAR_H

#include "command/command.h"

/* `kill -9`, `kill -KILL`, `kill -l 9`. Returns how many words there are then. */
int familiar_kill(int argc, char **argv, struct invocation *invocation);

/* `set -n 5`: a nice value; where no number from -20 to 19 follows, -n stays --noheadings. */
int familiar_set(int argc, char **argv, struct invocation *invocation);

#endif
