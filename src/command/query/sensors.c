/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nvhost sensors: temperatures, fans, batteries. */
#include "collect/sensors.h"

#include "command/list.h"
#include "command/option_rows.h"

enum { KEY_FAHRENHEIT = 0x400 };

struct sensors_command_options {
	bool is_fahrenheit;
};

static const struct view fahrenheit_view = {
	.name = "temperatures",
	.collector = &sensors_fahrenheit_collector,
	.columns = "name,label,current,high,critical",
};

static const struct view views[] = {
	{
		.name = "all",
		.help = "a reading of any kind",
		.nothing = "the kernel knows no sensors",
		.collector = &sensors_all_collector,
		.columns = "kind,name,label,current,unit,high,critical",
		.table = "name,label,current,low,high,critical,alarm,device",
		.optional = "low,device",
	},
	{
		.name = "temperatures",
		.help = "a temperature (--fahrenheit)",
		.nothing = "the kernel knows no temperatures",
		.collector = &sensors_temperatures_collector,
		.columns = "name,label,current,high,critical",
		.table = "name,label,current,high,critical,alarm,device",
		.optional = "device",
		.variant = &fahrenheit_view,
	},
	{
		.name = "fans",
		.help = "a fan",
		.nothing = "the kernel knows no fans",
		.collector = &sensors_fans_collector,
		.columns = "name,label,current",
		.table = "name,label,current,low,alarm,device",
		.optional = "device",
	},
	{
		.name = "battery",
		.help = "a battery",
		.nothing = "the kernel knows no batteries",
		.collector = &sensors_battery_collector,
		.columns = "name,percent,secsleft,power_plugged",
		.table = "name,percent,status,secsleft,power_plugged",
	},
};

static const struct argp_option options[] = {
	{ 0, 0, 0, 0, "Sensors:", 5 },
	{ "fahrenheit", KEY_FAHRENHEIT, 0, 0, "temperatures: in Fahrenheit", 5 },
	{ 0 },
};

static const struct option_row rows[] = {
	OPTION(struct sensors_command_options, is_fahrenheit, .key = KEY_FAHRENHEIT,
	       .name = "--fahrenheit", .views = "temperatures"),
	{ 0 },
};

static int sensors_finish(struct invocation *invocation)
{
	const struct sensors_command_options *own = invocation->own;

	if (own->is_fahrenheit)
		invocation->view = invocation->view->variant;
	return 0;
}

const struct command sensors_command = {
	.name = "sensors",
	.help = "temperatures, fans, batteries",
	.arguments = "[VIEW]",
	.views = views,
	.n_views = ARRAY_SIZE(views),
	.operands = OPERANDS_ROWS,
	.options = options,
	.rows = rows,
	.own_size = sizeof(struct sensors_command_options),
	.finish = sensors_finish,
	.examples = {
		{ "nvhost sensors", "all readings" },
		{ "nvhost sensors temperatures --fahrenheit", "temperatures in Fahrenheit" },
		{ "nvhost sensors battery -J", "how long the battery will last" },
	},
};
