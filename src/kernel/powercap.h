/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Energy that processors count: /sys/class/powercap, Documentation/power/powercap/powercap.rst. */
#ifndef KERNEL_POWERCAP_H
#define KERNEL_POWERCAP_H

#include "kernel/sensor.h"

/*
 * Appends a counter of energy for each zone of RAPL that may be read: since Linux 5.10 by root
 * only. Returns as sensors_read().
 */
int powercap_read(struct sensor_list *list);

#endif
