/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Privileges that the program has and the user who runs it has not. */
#ifndef KERNEL_PRIVILEGE_H
#define KERNEL_PRIVILEGE_H

#include <stdbool.h>

/* Whether the program is set-uid or set-gid. */
bool privilege_is_set_id(void);

/*
 * Whether it has capabilities of its file, capabilities(7): then its user must not say which files
 * it reads and writes.
 */
bool privilege_is_of_file(void);

#endif
