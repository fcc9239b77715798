/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands, each in a file of its own. */
#ifndef COMMAND_LIST_H
#define COMMAND_LIST_H

#include "command/command.h"

extern const struct command ps_command;
extern const struct command tree_command;
extern const struct command cpu_command;
extern const struct command mem_command;
extern const struct command disk_command;
extern const struct command net_command;
extern const struct command cgroup_command;
extern const struct command info_command;
extern const struct command users_command;
extern const struct command sensors_command;
extern const struct command stat_command;
extern const struct command wait_command;
extern const struct command kill_command;
extern const struct command set_command;
extern const struct command run_command;

#endif
