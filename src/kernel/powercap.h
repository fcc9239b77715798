/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Energy counters of processors: /sys/class/powercap, Documentation/power/powercap/powercap.rst. */
#ifndef KERNEL_POWERCAP_H
#define KERNEL_POWERCAP_H

#include "kernel/sensor.h"

/*
 * Appends an energy counter for each RAPL zone that we may read; since Linux 5.10 only root may.
 * Returns as sensors_read().
 */
int powercap_read(struct sensor_list *list);

#endif
