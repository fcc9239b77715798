/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --cgroup of cpu, mem and disk, for the views that can show a control group. */
#ifndef COMMAND_CGROUP_OPTION_H
#define COMMAND_CGROUP_OPTION_H

#include "collect/cgroup.h"
#include "command/option_rows.h"

enum { KEY_GROUP = 0x480 };

/* VIEWS: the views that have the option. */
#define GROUP_OPTION(views)                                                        \
	{                                                                          \
		"cgroup", KEY_GROUP, "PATH", 0, views ": of this control group", 5 \
	}

#define PRESSURE_COLUMNS "name,avg10,avg60,avg300,total"

/* Sets the path of a struct cgroup_options: "/a/b", or the folder below /sys/fs/cgroup. */
option_setter group_set;

#define GROUP_ROW(type, member, group_views)                                     \
	OPTION_BY(group_set, type, member, .key = KEY_GROUP, .name = "--cgroup", \
	          .views = (group_views))

#endif
