/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thermal zones: /sys/class/thermal, Documentation/driver-api/thermal/sysfs-api.rst. */
#ifndef KERNEL_THERMAL_H
#define KERNEL_THERMAL_H

#include "kernel/sensor.h"

/*
 * Appends the temperatures of the zones, except those that a chip in the list already has
 * (values.md T-10). Returns as sensors_read().
 */
int thermal_read(struct sensor_list *list);

#endif
