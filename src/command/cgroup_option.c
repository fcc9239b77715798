/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --cgroup of cpu, mem and disk. */
#include "command/cgroup_option.h"

#include "command/options.h"

error_t group_parse(struct invocation *invocation, const char *argument, struct cgroup_options *ret)
{
	struct text path = text_of(argument);

	if (text_eat(&path, TEXT("/sys/fs/cgroup")) && path.length == 0)
		path = TEXT("/");
	if (!text_starts(path, TEXT("/")) || strstr(path.bytes, "/..")) /* not out of the tree */
		return options_refuse(invocation, "'%s' is no path of a control group", argument);
	ret->path = path.bytes;
	return 0;
}

int group_finish(struct invocation *invocation, const struct cgroup_options *options)
{
	static const char *const views[] = { "cgroup", "pressure" };

	for (size_t n = 0; n < ARRAY_SIZE(views); n++)
		if (strcmp(invocation->view->name, views[n]) == 0) {
			invocation->collector_options = options;
			return 0;
		}
	if (!options->path)
		return 0;
	return command_refuse_option(
		invocation, "--cgroup",
		command_view(invocation->command, "cgroup") ? "cgroup and pressure" : "pressure");
}
