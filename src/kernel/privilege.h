/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Privileges of the program that its user does not have. */
#ifndef KERNEL_PRIVILEGE_H
#define KERNEL_PRIVILEGE_H

#include <stdbool.h>

/* Tells whether the program runs set-user-ID or set-group-ID. */
bool privilege_is_set_id(void);

/*
 * Tells whether the program has file capabilities, capabilities(7). Then the user must not choose
 * which files it reads and writes.
 */
bool privilege_is_of_file(void);

#endif
