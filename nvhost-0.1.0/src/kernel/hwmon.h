/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sensors: /sys/class/hwmon, Documentation/hwmon/sysfs-interface.rst; thermal zones where no
 * temperature is there; energy of /sys/class/powercap.
 */
#ifndef KERNEL_HWMON_H
#define KERNEL_HWMON_H

#include "base/arena.h"
#include "base/buffer.h"
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

/* Values in the units that people use: Celsius, RPM, volt, ampere, watt, joule, percent. */
struct sensor {
	enum sensor_kind kind;
	struct text chip;
	struct text device; /* directory below /sys, as several chips may have one name */
	uint64_t index;
	struct text label; /* empty where there is none */
	double value;
	struct opt_f64 min;
	struct opt_f64 high;
	struct opt_f64 critical;
	struct opt_bool alarm;
};

/*
 * Lists the sensors of the kinds in the set KINDS (a bit for each), chip by chip, in order of
 * their numbers. One that cannot be read is left out. None is no error. Returns 0 or -ENOMEM.
 */
int hwmon_read(unsigned kinds, struct arena *arena, struct sensor **ret, size_t *ret_n);

/* "temperature", "fan" … */
const char *sensor_kind_word(enum sensor_kind kind);

#endif
