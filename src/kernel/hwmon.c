/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads hardware monitoring chips: one directory each, with files such as temp1_input, temp1_max
 * and temp1_label (values.md P-390…400).
 */
#include "kernel/hwmon.h"

#include <errno.h>
#include <stdio.h>

#include "base/number.h"
#include "kernel/directory.h"
#include "kernel/file.h"
#include "model/fault.h"

static const struct kind {
	struct text prefix; /* of the file names */
	double scale;       /* divisor from the unit of the file to ours */
} kinds[N_SENSOR_KINDS] = {
	[SENSOR_TEMPERATURE] = { TEXT("temp"), 1000 },
	[SENSOR_FAN] = { TEXT("fan"), 1 },
	[SENSOR_VOLTAGE] = { TEXT("in"), 1000 },
	[SENSOR_CURRENT] = { TEXT("curr"), 1000 },
	[SENSOR_POWER] = { TEXT("power"), 1000000 },
	[SENSOR_ENERGY] = { TEXT("energy"), 1000000 },
	[SENSOR_HUMIDITY] = { TEXT("humidity"), 1000 },
};

/* The files of one sensor. */
struct sensor_files {
	int dir;
	const struct kind *kind;
	uint64_t index;
};

/* No kernel prints an integer of more than 64 bits. The text may have a decimal fraction. */
static bool fits(struct text text)
{
	uint64_t number;

	text_eat(&text, TEXT("-"));
	return number_parse_u64(text, &number) != -ERANGE;
}

/* Reads the file PREFIX INDEX _ ATTRIBUTE and scales the number. */
static struct opt_f64 read_value(const struct sensor_files *files, const char *attribute)
{
	char name[80], line[64];
	double number;

	snprintf(name, sizeof(name), "%s%ju_%s", files->kind->prefix.bytes, (uintmax_t)files->index,
	         attribute);
	if (file_read_line(files->dir, name, line, sizeof(line)) < 0 ||
	    !fits(text_trim(text_of(line))) ||
	    number_parse_double(text_trim(text_of(line)), &number) < 0)
		return (struct opt_f64){ 0 };
	return some_f64(number / files->kind->scale);
}

static struct opt_bool read_flag(const struct sensor_files *files, const char *attribute)
{
	struct opt_f64 value = read_value(files, attribute);

	return (struct opt_bool){ .v = value.v != 0, .is = value.is };
}

/*
 * Most chips have an alarm for each limit, few have one for all limits. Any alarm counts, as in
 * sensors(1).
 */
static struct opt_bool read_alarm(const struct sensor_files *files)
{
	static const char *const alarms[] = {
		"alarm",       "min_alarm",       "max_alarm", "crit_alarm",
		"lcrit_alarm", "emergency_alarm", "cap_alarm",
	};
	struct opt_bool alarm = { 0 };

	for (size_t n = 0; n < ARRAY_SIZE(alarms); n++) {
		struct opt_bool one = read_flag(files, alarms[n]);

		if (one.is == PRESENT)
			alarm = (struct opt_bool){ .v = alarm.v || one.v, .is = PRESENT };
	}
	return alarm;
}

static int read_text(int dir, const char *name, struct arena *arena, struct text *ret)
{
	char line[256];
	int r = file_read_line(dir, name, line, sizeof(line));

	return r < 0 ? r : arena_copy(arena, text_trim(text_of(line)), ret);
}

static int read_sensor(const struct sensor_files *files, struct sensor sensor,
                       struct sensor_list *list)
{
	char name[80];
	int r;

	sensor.index = files->index;
	sensor.value = read_value(files, "input");
	if (sensor.value.is != PRESENT && sensor.kind == SENSOR_POWER)
		sensor.value = read_value(files, "average"); /* amdgpu and ACPI power meters */
	sensor.fault = read_flag(files, "fault");
	if (sensor.value.is != PRESENT && !sensor.fault.v)
		return 0;
	sensor.min = read_value(files, "min");
	sensor.high = read_value(files, "max");
	sensor.critical = read_value(files, "crit");
	if (sensor.kind == SENSOR_FAN)
		sensor.target = read_value(files, "target");
	if (sensor.kind == SENSOR_POWER)
		sensor.cap = read_value(files, "cap");
	sensor.alarm = read_alarm(files);
	snprintf(name, sizeof(name), "%s%ju_label", files->kind->prefix.bytes,
	         (uintmax_t)files->index);
	sensor.label = TEXT("");
	r = fault_only_fatal(read_text(files->dir, name, list->arena, &sensor.label));
	return r < 0 ? r : sensor_add(list, &sensor);
}

/* Parses the index in PREFIX INDEX _ ANYTHING. */
static bool parse_name(struct text name, struct text prefix, uint64_t *ret)
{
	return text_eat(&name, prefix) && number_eat_u64(&name, ret) == 0 &&
	       text_starts(name, TEXT("_"));
}

/*
 * Reads the sensors of one kind, ascending. NAMES are sorted, so that the files of a sensor are
 * adjacent.
 */
static int read_kind(int dir, enum sensor_kind kind, const struct texts *names,
                     struct sensor sensor, struct sensor_list *list)
{
	struct sensor_files files = { .dir = dir, .kind = &kinds[kind] };
	bool is_first = true;
	int r = 0;

	sensor.kind = kind;
	for (size_t n = 0; n < names->n && r == 0; n++) {
		uint64_t index;

		if (!parse_name(names->items[n], files.kind->prefix, &index) ||
		    (!is_first && index == files.index))
			continue;
		is_first = false;
		files.index = index;
		r = read_sensor(&files, sensor, list);
	}
	return r;
}

/* Reads a directory with a file `name` and the files of its sensors. */
static int read_chip(const char *path, unsigned wanted, struct sensor_list *list)
{
	_cleanup_closedir_ DIR *dir = file_open_directory(root_open(ROOT_SYS), path);
	struct sensor chip = { 0 };
	struct texts names = { 0 };
	int r;

	if (!dir)
		return sensor_note(list, -errno);
	r = read_text(dirfd(dir), "name", list->arena, &chip.chip);
	if (r == 0)
		r = directory_list(dirfd(dir), ".", list->arena, &names);
	if (r < 0)
		return sensor_note(list, r);
	r = arena_copy(list->arena, text_of(path), &chip.device);
	for (int kind = 0; kind < N_SENSOR_KINDS && r == 0; kind++)
		if (wanted & (1u << kind))
			r = read_kind(dirfd(dir), (enum sensor_kind)kind, &names, chip, list);
	return r;
}

/* Old kernels have the files in hwmonN/device. */
static int read_hwmon(const char *name, unsigned wanted, struct sensor_list *list)
{
	char path[400];
	int r;

	snprintf(path, sizeof(path), "class/hwmon/%s", name);
	r = read_chip(path, wanted, list);
	if (r < 0)
		return r;
	snprintf(path, sizeof(path), "class/hwmon/%s/device", name);
	return read_chip(path, wanted, list);
}

int hwmon_read(unsigned wanted, struct sensor_list *list)
{
	struct texts names = { 0 };
	int r = sensor_note(
		list, directory_list(root_open(ROOT_SYS), "class/hwmon", list->arena, &names));

	for (size_t n = 0; n < names.n && r == 0; n++)
		if (text_starts(names.items[n], TEXT("hwmon")))
			r = read_hwmon(names.items[n].bytes, wanted, list);
	return r;
}
