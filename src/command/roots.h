/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roots: checks that the directories to read exist, before anything is read. */
#ifndef COMMAND_ROOTS_H
#define COMMAND_ROOTS_H

#include "command/command.h"

/*
 * Tells if a directory of --procfs, --sysfs or --root cannot be opened, or if a command about
 * processes finds no /proc or an empty one: every value would be missing. Does nothing if the run
 * only describes columns. Returns 0, or EXIT_PROBLEM after a message.
 */
int roots_check(const struct invocation *invocation);

#endif
