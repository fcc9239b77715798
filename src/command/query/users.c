/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost users: who is logged in, and who was. */
#include "collect/users.h"

#include "command/list.h"

static const struct view views[] = {
	{
		.name = "users",
		.help = "a login session",
		.nothing = "nobody is logged in",
		.collector = &users_collector,
		.columns = "name,terminal,host,started,pid",
		.table = "name,terminal,host,started,idle,command",
	},
	{
		.name = "history",
		.help = "a past login or a boot, the latest first",
		.nothing = "no login is recorded",
		.collector = &user_history_collector,
		.columns = "type,name,terminal,host,started,ended,duration,end",
		.table = "name,terminal,host,started,ended,duration,end",
	},
};

const struct command users_command = {
	.name = "users",
	.help = "who is logged in, and who was",
	.arguments = "[VIEW]",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.operands = OPERANDS_ROWS,
	.examples = {
		{ "nvhost users", "who is logged in" },
		{ "nvhost users history -l 10", "the last ten logins and boots" },
		{ "nvhost users -J", "the sessions as JSON" },
	},
};
