/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chips that measure: /sys/class/hwmon, Documentation/hwmon/sysfs-interface.rst. */
#ifndef KERNEL_HWMON_H
#define KERNEL_HWMON_H

#include "kernel/sensor.h"

/* Appends the sensors of the kinds in the set KINDS. Returns as sensors_read(). */
int hwmon_read(unsigned kinds, struct sensor_list *list);

#endif
