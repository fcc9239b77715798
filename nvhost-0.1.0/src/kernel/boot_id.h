/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The random name of this boot of the machine, /proc/sys/kernel/random/boot_id. */
#ifndef KERNEL_BOOT_ID_H
#define KERNEL_BOOT_ID_H

enum { BOOT_ID_SIZE = 64 };

/* Reads it into BOOT_ID_SIZE bytes. Returns 0 or a negative errno. */
int boot_id_read(char *ret);

#endif
