/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists all sensors: chips, thermal zones without a chip (values.md T-10), and energy counters. */
#include "kernel/sensor.h"

#include <errno.h>

#include "kernel/hwmon.h"
#include "kernel/powercap.h"
#include "kernel/thermal.h"
#include "model/fault.h"

const char *sensor_kind_word(enum sensor_kind kind)
{
	static const char *const words[N_SENSOR_KINDS] = {
		[SENSOR_TEMPERATURE] = "temperature",
		[SENSOR_FAN] = "fan",
		[SENSOR_VOLTAGE] = "voltage",
		[SENSOR_CURRENT] = "current",
		[SENSOR_POWER] = "power",
		[SENSOR_ENERGY] = "energy",
		[SENSOR_HUMIDITY] = "humidity",
	};

	return words[kind];
}

void sensor_fill_limits(struct sensor *sensor)
{
	bool has_high = sensor->high.is == PRESENT && sensor->high.v != 0;
	bool has_critical = sensor->critical.is == PRESENT && sensor->critical.v != 0;

	if (has_high && !has_critical)
		sensor->critical = sensor->high;
	else if (has_critical && !has_high)
		sensor->high = sensor->critical;
}

int sensor_note(struct sensor_list *list, int r)
{
	if (r == -EACCES || r == -EPERM)
		list->error = r;
	return fault_only_fatal(r);
}

int sensor_add(struct sensor_list *list, const struct sensor *sensor)
{
	struct sensor *items = arena_grow(list->arena, list->items, list->n, sizeof(*items));

	if (!items)
		return -ENOMEM;
	list->items = items;
	items[list->n++] = *sensor;
	return 0;
}

int sensors_read(unsigned kinds, struct sensor_list *ret)
{
	int r = hwmon_read(kinds, ret);

	if (r == 0 && (kinds & 1u << SENSOR_TEMPERATURE))
		r = thermal_read(ret);
	if (r == 0 && (kinds & 1u << SENSOR_ENERGY))
		r = powercap_read(ret);
	return r;
}
