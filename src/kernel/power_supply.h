/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batteries and external power: /sys/class/power_supply. */
#ifndef KERNEL_POWER_SUPPLY_H
#define KERNEL_POWER_SUPPLY_H

#include "kernel/battery.h"

/*
 * Lists the batteries sorted by name, as memory of ARENA. psutil returns the first (values.md
 * P-401). A battery that does not tell its charge is left out. An empty list is not an error.
 * Returns 0, -EACCES if the batteries may not be listed, or a fatal error.
 */
int power_supply_read(struct arena *arena, struct battery **ret, size_t *ret_n);

#endif
