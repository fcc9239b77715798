/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One battery: the files of a directory of /sys/class/power_supply. */
#ifndef KERNEL_BATTERY_H
#define KERNEL_BATTERY_H

#include "base/arena.h"
#include "model/value.h"

enum { SECONDS_UNKNOWN = -1, SECONDS_UNLIMITED = -2 };

/* What it does not tell is absent. */
struct battery {
	struct text name;
	struct opt_f64 percent;
	int64_t seconds_left; /* or one of the above */
	struct opt_bool power_plugged;
	struct text status; /* "Charging" … */
	struct text scope;  /* "Device": of a mouse or a keyboard */
	struct opt_u64 cycles;
	struct opt_f64 power_watts; /* that flow out of it or into it now */
	struct opt_f64 energy_joules, energy_full_joules, energy_design_joules;
	struct opt_f64 health_percent; /* of what it held when it was new */
	struct opt_u64 seconds_to_full;
};

/*
 * Reads it in its directory DIR. PLUGGED: whether something feeds the machine, absent where nothing
 * tells, so that the battery's own status does.
 *
 * ret: all but the name. Returns 0; -ENODATA where it tells neither its charge nor what it does, or
 * is not there; or -ENOMEM,
 * -EMFILE, -ENFILE.
 */
int battery_read(int dir, struct opt_bool plugged, struct arena *arena, struct battery *ret);

#endif
