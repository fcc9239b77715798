/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batteries and what feeds them: /sys/class/power_supply. */
#ifndef KERNEL_POWER_SUPPLY_H
#define KERNEL_POWER_SUPPLY_H

#include "kernel/battery.h"

/*
 * Lists the batteries in order of their names, the first being psutil's answer (values.md P-401),
 * as memory of ARENA. One that does not tell its charge is left out. None is no error. Returns 0,
 * -EACCES where they may not be listed, or what ends the run.
 */
int power_supply_read(struct arena *arena, struct battery **ret, size_t *ret_n);

#endif
