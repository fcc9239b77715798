/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Directories of /sys: the names in them. */
#ifndef KERNEL_DIRECTORY_H
#define KERNEL_DIRECTORY_H

#include "base/arena.h"
#include "model/value.h"

/*
 * Lists the names in the directory NAME in DIR, but for those that begin with a dot, with numbers
 * in their order (hwmon2 before hwmon10), each with a NUL behind it, as memory of ARENA.
 * Returns 0 or a negative errno.
 */
int directory_list(int dir, const char *name, struct arena *arena, struct texts *ret);

#endif
