/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A battery: the files of one directory of /sys/class/power_supply. */
#ifndef KERNEL_BATTERY_H
#define KERNEL_BATTERY_H

#include "base/arena.h"
#include "model/value.h"

enum { SECONDS_UNKNOWN = -1, SECONDS_UNLIMITED = -2 };

/* A datum that the kernel does not provide is absent. */
struct battery {
	struct text name;
	struct opt_f64 percent;
	int64_t seconds_left; /* or one of the constants above */
	struct opt_bool power_plugged;
	struct text status; /* "Charging" … */
	struct text scope;  /* "Device": the battery of a mouse or a keyboard */
	struct opt_u64 cycles;
	struct opt_f64 power_watts; /* power that flows into or out of the battery now */
	struct opt_f64 energy_joules, energy_full_joules, energy_design_joules;
	struct opt_f64 health_percent; /* full charge in percent of the design charge */
	struct opt_u64 seconds_to_full;
};

/*
 * Reads the battery whose open directory is DIR. plugged: whether external power is connected;
 * absent if no power supply tells, and then the status of the battery decides.
 *
 * ret: all members but the name. Returns 0; -ENODATA if the battery is not inserted, or tells
 * neither its charge nor its status; or -ENOMEM, -EMFILE, -ENFILE.
 */
int battery_read(int dir, struct opt_bool plugged, struct arena *arena, struct battery *ret);

#endif
