/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The random ID of the current boot, /proc/sys/kernel/random/boot_id. */
#ifndef KERNEL_BOOT_ID_H
#define KERNEL_BOOT_ID_H

enum { BOOT_ID_SIZE = 64 };

/* Reads the boot ID into BOOT_ID_SIZE bytes. Returns 0 or a negative errno. */
int boot_id_read(char *ret);

#endif
