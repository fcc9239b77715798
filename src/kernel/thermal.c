/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads thermal zones: temperature, type and trip points (values.md P-397). */
#include "kernel/thermal.h"

#include <errno.h>
#include <stdio.h>

#include "base/number.h"
#include "kernel/directory.h"
#include "kernel/file.h"
#include "model/fault.h"

struct zone {
	struct sensor sensor;
	bool is_there;
	bool is_of_chip;
};

/* THERMAL_TEMP_INVALID in include/linux/thermal.h: the trip point is not set. */
static const int64_t invalid_millidegrees = -274000;

static struct opt_f64 read_celsius(int dir, const char *name)
{
	int64_t millidegrees;

	if (file_read_i64(dir, name, &millidegrees) < 0 || millidegrees <= invalid_millidegrees)
		return (struct opt_f64){ 0 };
	return some_f64((double)millidegrees / 1000);
}

static void read_trip_point(int dir, struct text name, struct sensor *sensor)
{
	struct text rest = name;
	char type[64], file[80];
	uint64_t number;

	if (!text_eat(&rest, TEXT("trip_point_")) || number_eat_u64(&rest, &number) < 0 ||
	    !text_equal(rest, TEXT("_type")) ||
	    file_read_line(dir, name.bytes, type, sizeof(type)) < 0)
		return;
	snprintf(file, sizeof(file), "trip_point_%ju_temp", (uintmax_t)number);
	if (strcmp(type, "critical") == 0)
		sensor->critical = read_celsius(dir, file);
	else if (strcmp(type, "high") == 0)
		sensor->high = read_celsius(dir, file);
}

/* Tells whether NAME, a directory in the zone, is a chip whose temperatures are in the list. */
static bool is_listed_chip(struct text name, const struct sensor_list *list)
{
	for (size_t n = 0; n < list->n && text_starts(name, TEXT("hwmon")); n++) {
		struct text path = list->items[n].device;

		if (list->items[n].kind == SENSOR_TEMPERATURE &&
		    text_eat(&path, TEXT("class/hwmon/")) && text_eat(&path, name) &&
		    (path.length == 0 || path.bytes[0] == '/'))
			return true;
	}
	return false;
}

static int read_zone(const char *name, const struct sensor_list *list, struct zone *ret)
{
	struct sensor sensor = { .kind = SENSOR_TEMPERATURE, .label = TEXT("") };
	_cleanup_closedir_ DIR *dir = NULL;
	struct texts names = { 0 };
	char path[400], type[64];
	int r;

	snprintf(path, sizeof(path), "class/thermal/%s", name);
	dir = file_open_directory(root_open(ROOT_SYS), path);
	r = dir ? directory_list(dirfd(dir), ".", list->arena, &names) : -errno;
	if (r == 0)
		r = file_read_line(dirfd(dir), "type", type, sizeof(type));
	if (r < 0)
		return fault_only_fatal(r);
	for (size_t n = 0; n < names.n; n++) {
		read_trip_point(dirfd(dir), names.items[n], &sensor);
		ret->is_of_chip = ret->is_of_chip || is_listed_chip(names.items[n], list);
	}
	sensor.value = read_celsius(dirfd(dir), "temp");
	r = arena_copy(list->arena, text_trim(text_of(type)), &sensor.chip);
	if (r == 0)
		r = arena_copy(list->arena, text_of(path), &sensor.device);
	ret->sensor = sensor;
	ret->is_there = sensor.value.is == PRESENT;
	return r;
}

/*
 * The chip of the first zone of a type has the zones of the same type:
 * drivers/thermal/thermal_hwmon.c.
 */
static bool is_of_chip(const struct zone *zones, size_t n_zones, struct text type)
{
	for (size_t n = 0; n < n_zones; n++)
		if (zones[n].is_of_chip && text_equal(zones[n].sensor.chip, type))
			return true;
	return false;
}

int thermal_read(struct sensor_list *list)
{
	struct texts names = { 0 };
	struct zone *zones;
	int r = sensor_note(
		list, directory_list(root_open(ROOT_SYS), "class/thermal", list->arena, &names));

	if (r < 0)
		return r;
	zones = arena_array(list->arena, names.n, sizeof(*zones));
	if (!zones)
		return -ENOMEM;
	for (size_t n = 0; n < names.n && r == 0; n++)
		if (text_starts(names.items[n], TEXT("thermal_zone")))
			r = read_zone(names.items[n].bytes, list, &zones[n]);
	for (size_t n = 0; n < names.n && r == 0; n++)
		if (zones[n].is_there && !is_of_chip(zones, names.n, zones[n].sensor.chip))
			r = sensor_add(list, &zones[n].sensor);
	return r;
}
