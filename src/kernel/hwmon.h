/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hardware monitoring chips: /sys/class/hwmon, Documentation/hwmon/sysfs-interface.rst. */
#ifndef KERNEL_HWMON_H
#define KERNEL_HWMON_H

#include "kernel/sensor.h"

/* Appends the sensors whose kind is in the bit set KINDS. Returns as sensors_read(). */
int hwmon_read(unsigned kinds, struct sensor_list *list);

#endif
