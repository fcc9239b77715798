/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost users: who is logged in. */
#include "collect/users.h"

#include "command/list.h"

static const struct view views[] = {
	{
		.name = "users",
		.help = "a login session",
		.nothing = "nobody is logged in",
		.collector = &users_collector,
		.columns = "name,terminal,host,started,pid",
	},
};

const struct command users_command = {
	.name = "users",
	.help = "who is logged in",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.operands = OPERANDS_ROWS,
	.examples = {
		{ "nvhost users", "who is logged in" },
		{ "nvhost users -n -o name", "their names" },
		{ "nvhost users -J", "as JSON" },
	},
};
