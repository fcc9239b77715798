/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of commands, in the order of the manual. */
#include "command/list.h"

const struct command *const commands[] = {
	&ps_command,    &tree_command, &cpu_command,     &mem_command,
	&disk_command,  &net_command,  &sensors_command, &cgroup_command,
	&users_command, &info_command, &stat_command,    &wait_command,
	&kill_command,  &set_command,  &run_command,     NULL,
};
