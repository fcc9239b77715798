/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sensors: temperatures, fans, batteries, and all readings in one list. */
#ifndef COLLECT_SENSORS_H
#define COLLECT_SENSORS_H

#include "model/collector.h"

extern const struct collector sensors_all_collector;
extern const struct collector sensors_temperatures_collector;
extern const struct collector sensors_fahrenheit_collector;
extern const struct collector sensors_fans_collector;
extern const struct collector sensors_battery_collector;

#endif
