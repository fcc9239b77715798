/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --cgroup of cpu, mem and disk. */
#include "command/cgroup_option.h"

#include "command/options.h"

error_t group_set(struct invocation *invocation, const char *argument, void *ret)
{
	struct cgroup_options *options = ret;
	struct text path = text_of(argument);

	if (text_eat(&path, TEXT("/sys/fs/cgroup")) && path.length == 0)
		path = TEXT("/");
	if (!text_starts(path, TEXT("/")) || strstr(path.bytes, "/..")) /* must stay in the tree */
		return options_refuse(invocation, "'%s' is not a path of a control group",
		                      argument);
	options->path = path.bytes;
	return 0;
}
