/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --cgroup of cpu, mem and disk: the views that are, or can be, about a control group. */
#ifndef COMMAND_CGROUP_OPTION_H
#define COMMAND_CGROUP_OPTION_H

#include "collect/cgroup.h"
#include "command/command.h"

enum { KEY_GROUP = 0x480 };

/* VIEWS: those of the command that it goes with. */
#define GROUP_OPTION(views)                                                        \
	{                                                                          \
		"cgroup", KEY_GROUP, "PATH", 0, views ": of this control group", 5 \
	}

#define PRESSURE_COLUMNS "name,avg10,avg60,avg300,total"

/* Takes the PATH: "/a/b", or the folder below /sys/fs/cgroup. 0, or EINVAL after a message. */
error_t group_parse(struct invocation *invocation, const char *argument,
                    struct cgroup_options *ret);

/*
 * After parsing: the view's collector gets the options, if it is one of these views; else a path is
 * a usage error. Returns 0 or EXIT_USAGE.
 */
int group_finish(struct invocation *invocation, const struct cgroup_options *options);

#endif
