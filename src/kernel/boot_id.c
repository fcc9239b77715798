/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the ID of the current boot: /proc/sys/kernel/random/boot_id, see random(4). */
#include "kernel/boot_id.h"

#include "kernel/file.h"

int boot_id_read(char *ret)
{
	int dir = root_open(ROOT_PROC);

	return dir < 0 ? dir : file_read_line(dir, "sys/kernel/random/boot_id", ret, BOOT_ID_SIZE);
}
