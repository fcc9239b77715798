/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roots: whether the places that are to be read are there at all, before anything is read. */
#ifndef COMMAND_ROOTS_H
#define COMMAND_ROOTS_H

#include "command/command.h"

/*
 * A directory of --procfs, --sysfs or --root that cannot be opened, and a /proc that is not there
 * or empty where the view reads it, are told: without them every value would be missing. Nothing is
 * asked of what only describes columns. Returns 0 or EXIT_PROBLEM.
 */
int roots_check(const struct invocation *invocation);

#endif
