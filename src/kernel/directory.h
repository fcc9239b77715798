/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists the names in a directory of /sys. */
#ifndef KERNEL_DIRECTORY_H
#define KERNEL_DIRECTORY_H

#include "base/arena.h"
#include "model/value.h"

/*
 * Lists the names in the directory NAME in DIR without those that begin with a dot, sorted as
 * strverscmp(3) does (hwmon2 before hwmon10). Each name is NUL-terminated memory of ARENA. Returns
 * 0 or a negative errno.
 */
int directory_list(int dir, const char *name, struct arena *arena, struct texts *ret);

#endif
