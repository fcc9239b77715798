/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sensors: hwmon chips, thermal zones where no chip has a temperature (PARITY P-390…400), and the
 * energy that processors count themselves.
 */
#include "kernel/hwmon.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "base/error.h"
#include "base/number.h"
#include "kernel/file.h"

static const struct kind {
	const char *word;
	struct text prefix; /* of the files */
	double scale;       /* a unit of theirs in ours */
	const char *high;
} kinds[N_SENSOR_KINDS] = {
	[SENSOR_TEMPERATURE] = { "temperature", TEXT("temp"), 1000, "max" },
	[SENSOR_FAN] = { "fan", TEXT("fan"), 1, "max" },
	[SENSOR_VOLTAGE] = { "voltage", TEXT("in"), 1000, "max" },
	[SENSOR_CURRENT] = { "current", TEXT("curr"), 1000, "max" },
	[SENSOR_POWER] = { "power", TEXT("power"), 1000000, "max" },
	[SENSOR_ENERGY] = { "energy", TEXT("energy"), 1000000, "max" },
	[SENSOR_HUMIDITY] = { "humidity", TEXT("humidity"), 1000, "max" },
};

const char *sensor_kind_word(enum sensor_kind kind)
{
	return kinds[kind].word;
}

struct list {
	struct arena *arena;
	struct sensor *items;
	size_t n;
};

/* The file PREFIX INDEX _ ATTRIBUTE, a number that is scaled. */
static struct opt_f64 read_value(int dir, const struct kind *kind, uint64_t index,
                                 const char *attribute)
{
	char name[80], line[64];
	double number;

	snprintf(name, sizeof(name), "%s%ju_%s", kind->prefix.bytes, (uintmax_t)index, attribute);
	if (file_read_line(dir, name, line, sizeof(line)) < 0 ||
	    number_parse_double(text_trim(text_of(line)), &number) < 0)
		return (struct opt_f64){ 0 };
	return some_f64(number / kind->scale);
}

static int read_text(int dir, const char *name, struct arena *arena, struct text *ret)
{
	char line[256];
	int r = file_read_line(dir, name, line, sizeof(line));

	return r < 0 ? r : arena_copy(arena, text_trim(text_of(line)), ret);
}

/* If only one of two limits is there and not zero, it stands for both (P-395). */
static void fill_limits(struct sensor *sensor)
{
	bool has_high = sensor->high.is == PRESENT && sensor->high.v != 0;
	bool has_critical = sensor->critical.is == PRESENT && sensor->critical.v != 0;

	if (has_high && !has_critical)
		sensor->critical = sensor->high;
	else if (has_critical && !has_high)
		sensor->high = sensor->critical;
}

static int add(struct list *list, const struct sensor *sensor)
{
	struct sensor *items = reallocarray(list->items, list->n + 1, sizeof(*items));

	if (!items)
		return -ENOMEM;
	items[list->n++] = *sensor;
	list->items = items;
	return 0;
}

static int read_sensor(int dir, enum sensor_kind number, uint64_t index, struct sensor *names,
                       struct list *list)
{
	const struct kind *kind = &kinds[number];
	struct sensor sensor = *names;
	struct opt_f64 value = read_value(dir, kind, index, "input"), alarm;
	char name[80];
	int r;

	if (value.is != PRESENT)
		return 0;
	sensor.kind = number;
	sensor.index = index;
	sensor.value = value.v;
	sensor.min = read_value(dir, kind, index, "min");
	sensor.high = read_value(dir, kind, index, kind->high);
	sensor.critical = read_value(dir, kind, index, "crit");
	if (number == SENSOR_TEMPERATURE)
		fill_limits(&sensor);
	alarm = read_value(dir, kind, index, "alarm");
	sensor.alarm = (struct opt_bool){ .v = alarm.v != 0, .is = alarm.is };
	snprintf(name, sizeof(name), "%s%ju_label", kind->prefix.bytes, (uintmax_t)index);
	sensor.label = TEXT("");
	r = error_only_ours(read_text(dir, name, list->arena, &sensor.label));
	return r < 0 ? r : add(list, &sensor);
}

/* The index in PREFIX INDEX _ ANYTHING. */
static bool parse_name(const char *name, struct text prefix, uint64_t *ret)
{
	struct text rest = text_of(name);

	return text_eat(&rest, prefix) && number_eat_u64(&rest, ret) == 0 &&
	       text_starts(rest, TEXT("_"));
}

static int compare(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The different indices of a kind in a directory, ascending; malloc'ed. */
static int list_indices(DIR *dir, struct text prefix, uint64_t **ret, size_t *ret_n)
{
	_cleanup_free_ uint64_t *indices = NULL;
	const struct dirent *entry;
	size_t n = 0, kept = 0;
	uint64_t index;
	int r;

	rewinddir(dir);
	while ((r = file_next_entry(dir, &entry)) > 0) {
		uint64_t *longer;

		if (!parse_name(entry->d_name, prefix, &index))
			continue;
		longer = reallocarray(indices, n + 1, sizeof(*longer));
		if (!longer)
			return -ENOMEM;
		indices = longer;
		indices[n++] = index;
	}
	if (r < 0)
		return r;
	if (n > 0)
		qsort(indices, n, sizeof(*indices), compare);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || indices[kept - 1] != indices[i])
			indices[kept++] = indices[i];
	*ret = take(indices);
	*ret_n = kept;
	return 0;
}

static int read_kind(DIR *dir, enum sensor_kind kind, struct sensor *names, struct list *list)
{
	_cleanup_free_ uint64_t *indices = NULL;
	size_t n_indices = 0;
	int r = list_indices(dir, kinds[kind].prefix, &indices, &n_indices);

	for (size_t n = 0; n < n_indices && r == 0; n++)
		r = read_sensor(dirfd(dir), kind, indices[n], names, list);
	return r;
}

/* A directory with a file `name` and the files of sensors. */
static int read_chip(const char *path, unsigned wanted, struct list *list)
{
	_cleanup_closedir_ DIR *dir = file_open_directory(root_open(ROOT_SYS), path);
	struct sensor names = { 0 };
	int r;

	if (!dir)
		return error_only_ours(-errno);
	r = read_text(dirfd(dir), "name", list->arena, &names.chip);
	if (r < 0)
		return error_only_ours(r);
	r = arena_copy(list->arena, text_of(path), &names.device);
	for (int kind = 0; kind < N_SENSOR_KINDS && r == 0; kind++)
		if (wanted & (1u << kind))
			r = read_kind(dir, (enum sensor_kind)kind, &names, list);
	return r;
}

/* Old kernels keep the files in hwmonN/device. */
static int read_hwmon(const char *name, unsigned wanted, struct list *list)
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

/* The names in a directory that begin so, sorted as numbers are. */
static int list_names(const char *directory, const char *prefix, struct dirent ***ret)
{
	_cleanup_free_ char *path = NULL;
	int n;

	if (asprintf(&path, "%s/%s", root_path(ROOT_SYS), directory) < 0) {
		path = NULL;
		return -ENOMEM;
	}
	n = scandir(path, ret, NULL, versionsort);
	for (int i = 0; i < n; i++)
		if (strncmp((*ret)[i]->d_name, prefix, strlen(prefix)) != 0)
			(*ret)[i]->d_name[0] = '\0';
	return n < 0 ? -errno : n;
}

static int for_each(const char *directory, const char *prefix, unsigned wanted, struct list *list,
                    int (*read)(const char *name, unsigned wanted, struct list *list))
{
	struct dirent **entries = NULL;
	int n = list_names(directory, prefix, &entries), r = 0;

	if (n < 0)
		return error_only_ours(n);
	for (int i = 0; i < n; i++) {
		if (r == 0 && entries[i]->d_name[0] != '\0')
			r = read(entries[i]->d_name, wanted, list);
		free(entries[i]);
	}
	free(entries);
	return r;
}

static struct opt_f64 read_celsius(int dir, const char *name)
{
	int64_t millidegrees;

	if (file_read_i64(dir, name, &millidegrees) < 0)
		return (struct opt_f64){ 0 };
	return some_f64((double)millidegrees / 1000);
}

static void read_trip_points(DIR *dir, struct sensor *sensor)
{
	const struct dirent *entry;

	while ((entry = readdir(dir))) {
		struct text name = text_of(entry->d_name);
		char type[64], file[80];
		uint64_t number;

		if (!text_eat(&name, TEXT("trip_point_")) || number_eat_u64(&name, &number) < 0 ||
		    !text_equal(name, TEXT("_type")) ||
		    file_read_line(dirfd(dir), entry->d_name, type, sizeof(type)) < 0)
			continue;
		snprintf(file, sizeof(file), "trip_point_%ju_temp", (uintmax_t)number);
		if (strcmp(type, "critical") == 0)
			sensor->critical = read_celsius(dirfd(dir), file);
		else if (strcmp(type, "high") == 0)
			sensor->high = read_celsius(dirfd(dir), file);
	}
}

static int read_zone(const char *name, unsigned wanted _unused_, struct list *list)
{
	struct sensor sensor = { .kind = SENSOR_TEMPERATURE, .label = TEXT("") };
	_cleanup_closedir_ DIR *dir = NULL;
	struct opt_f64 value;
	char path[400];

	snprintf(path, sizeof(path), "class/thermal/%s", name);
	dir = file_open_directory(root_open(ROOT_SYS), path);
	if (!dir)
		return 0;
	value = read_celsius(dirfd(dir), "temp");
	if (value.is != PRESENT || read_text(dirfd(dir), "type", list->arena, &sensor.chip) < 0)
		return 0;
	sensor.value = value.v;
	read_trip_points(dir, &sensor);
	fill_limits(&sensor);
	return arena_copy(list->arena, text_of(path), &sensor.device) < 0 ? -ENOMEM
	                                                                  : add(list, &sensor);
}

/* Energy since the counter began: Documentation/power/powercap/powercap.rst. For root's eyes only.
 */
static int read_powercap(const char *name, unsigned wanted _unused_, struct list *list)
{
	struct sensor sensor = { .kind = SENSOR_ENERGY, .chip = TEXT("rapl") };
	_cleanup_closedir_ DIR *dir = NULL;
	uint64_t microjoules;
	char path[400];

	snprintf(path, sizeof(path), "class/powercap/%s", name);
	dir = file_open_directory(root_open(ROOT_SYS), path);
	if (!dir || file_read_u64(dirfd(dir), "energy_uj", &microjoules) < 0 ||
	    read_text(dirfd(dir), "name", list->arena, &sensor.label) < 0)
		return 0;
	sensor.value = (double)microjoules / 1000000;
	return arena_copy(list->arena, text_of(path), &sensor.device) < 0 ? -ENOMEM
	                                                                  : add(list, &sensor);
}

int hwmon_read(unsigned wanted, struct arena *arena, struct sensor **ret, size_t *ret_n)
{
	struct list list = { .arena = arena };
	int r = for_each("class/hwmon", "hwmon", wanted, &list, read_hwmon);
	bool has_temperature = false;

	for (size_t n = 0; n < list.n; n++)
		has_temperature = has_temperature || list.items[n].kind == SENSOR_TEMPERATURE;
	if (r == 0 && !has_temperature && (wanted & 1u << SENSOR_TEMPERATURE))
		r = for_each("class/thermal", "thermal_zone", wanted, &list, read_zone);
	if (r == 0 && (wanted & 1u << SENSOR_ENERGY))
		r = for_each("class/powercap", "intel-rapl:", wanted, &list, read_powercap);
	if (r == 0) {
		*ret = arena_array(arena, list.n, sizeof(**ret));
		*ret_n = list.n;
		if (*ret && list.n > 0)
			memcpy(*ret, list.items, list.n * sizeof(*list.items));
		r = *ret ? 0 : -ENOMEM;
	}
	free(list.items);
	return r;
}
