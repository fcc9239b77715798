/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sensors: /sys/class/hwmon, Documentation/hwmon/sysfs-interface.rst; thermal zones that are no
 * chip's; energy of /sys/class/powercap.
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
 * Values in the units that people use: Celsius, RPM, volt, ampere, watt, joule, percent. What the
 * driver does not tell is absent.
 */
struct sensor {
	enum sensor_kind kind;
	struct text chip;
	struct text device; /* directory below /sys, as several chips may have one name */
	uint64_t index;
	struct text label;    /* empty where there is none */
	struct opt_f64 value; /* absent only of a sensor that is faulty */
	struct opt_f64 min;
	struct opt_f64 high;
	struct opt_f64 critical;
	struct opt_f64 target; /* of a fan: the speed that is wanted */
	struct opt_f64 cap;    /* of power: where the hardware holds it */
	struct opt_bool alarm; /* any that the chip has for this sensor */
	struct opt_bool fault; /* the sensor is broken or not connected: its value means nothing */
};

struct sensor_list {
	struct arena *arena;
	struct sensor *items;
	size_t n;
	int error; /* 0, or why a directory was left out: -EACCES, -EPERM */
};

/* Appends. Returns 0 or -ENOMEM. */
int sensor_add(struct sensor_list *list, const struct sensor *sensor);

/*
 * What becomes of a negative errno of a directory: 0, noted where that is there and may not be
 * read; or R where it ends the run.
 */
int sensor_note(struct sensor_list *list, int r);

/* If only one of two limits is there and not zero, it stands for both (values.md P-395). */
void sensor_fill_limits(struct sensor *sensor);

/* "temperature", "fan" … */
const char *sensor_kind_word(enum sensor_kind kind);

/*
 * Lists the sensors of the kinds in the set KINDS (a bit for each), chip by chip, in order of
 * their numbers, with the limits as the chips have them. One that cannot be read is left out. None
 * is no error. Returns 0 or -ENOMEM, -EMFILE, -ENFILE.
 */
int sensors_read(unsigned kinds, struct sensor_list *ret);

#endif
