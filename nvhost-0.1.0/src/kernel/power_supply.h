/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batteries: /sys/class/power_supply, Documentation/ABI/testing/sysfs-class-power. */
#ifndef KERNEL_POWER_SUPPLY_H
#define KERNEL_POWER_SUPPLY_H

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

enum { SECONDS_UNKNOWN = -1, SECONDS_UNLIMITED = -2 };

struct battery {
	struct text name;
	double percent;
	int64_t seconds_left; /* or one of the above */
	struct opt_bool power_plugged;
	struct text status; /* "Charging" … */
	struct text scope;  /* "Device": of a mouse or a keyboard */
	struct opt_u64 cycles;
};

/*
 * Lists the batteries in order of their names, the first being psutil's answer (PARITY P-401), as
 * memory of ARENA. One that does not tell its charge is left out. Returns 0 or -ENOMEM.
 */
int power_supply_read(struct arena *arena, struct battery **ret, size_t *ret_n);

#endif
