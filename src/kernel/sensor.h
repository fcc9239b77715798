/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sensors: the chips in /sys/class/hwmon, Documentation/hwmon/sysfs-interface.rst; thermal zones
 * that do not belong to a chip; the energy counters in /sys/class/powercap.
 */
#ifndef KERNEL_SENSOR_H
#define KERNEL_SENSOR_H

#include "base/arena.h"
#include "model/value.h"

enum sensor_kind {
	SENSOR_TEMPERATURE,
	SENSOR_FAN,
	SENSOR_VOLTAGE,
	SENSOR_CURRENT,
	SENSOR_POWER,
	SENSOR_ENERGY,
	SENSOR_HUMIDITY,
	N_SENSOR_KINDS,
};

/*
 * Units are degrees Celsius, RPM, volts, amperes, watts, joules and percent. A datum that the
 * driver does not provide is absent.
 */
struct sensor {
	enum sensor_kind kind;
	struct text chip;
	struct text device; /* directory below /sys: several chips may have the same name */
	uint64_t index;
	struct text label;    /* empty if there is none */
	struct opt_f64 value; /* absent only if the sensor is faulty */
	struct opt_f64 min;
	struct opt_f64 high;
	struct opt_f64 critical;
	struct opt_f64 target; /* fans only: the target speed */
	struct opt_f64 cap;    /* power only: the limit that the hardware enforces */
	struct opt_bool alarm; /* any of the sensor's alarms */
	struct opt_bool fault; /* the sensor is broken or not connected: its value is meaningless */
};

struct sensor_list {
	struct arena *arena;
	struct sensor *items;
	size_t n;
	int error; /* 0, or the reason why a directory was left out: -EACCES, -EPERM */
};

/* Appends a sensor. Returns 0 or -ENOMEM. */
int sensor_add(struct sensor_list *list, const struct sensor *sensor);

/*
 * Handles a negative errno of a directory. Returns a fatal error; otherwise 0. Stores the error if
 * the directory exists but may not be read.
 */
int sensor_note(struct sensor_list *list, int r);

/*
 * If only one of the limits high and critical is present and not zero, uses it for both (values.md
 * P-395).
 */
void sensor_fill_limits(struct sensor *sensor);

/* Returns "temperature", "fan" … */
const char *sensor_kind_word(enum sensor_kind kind);

/*
 * Lists the sensors whose kind is in the bit set KINDS, chip by chip, sorted by index. The limits
 * are those of the chips. A sensor that cannot be read is left out. An empty list is not an error.
 * Returns 0 or -ENOMEM, -EMFILE, -ENFILE.
 */
int sensors_read(unsigned kinds, struct sensor_list *ret);

#endif
