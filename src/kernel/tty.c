/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terminals: the kernel's drivers and their names, Documentation/admin-guide/devices.txt. */
#include "kernel/tty.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "base/cleanup.h"
#include "kernel/host.h"

enum { MAJOR_VT = 4, FIRST_SERIAL = 64, MAJOR_PTS = 136, LAST_MAJOR_PTS = 143 };

/* The kernel's new_encode_dev(): minor bits 0-7 and 20-31, major bits 8-19. */
static unsigned major_of(uint32_t number)
{
	return number >> 8 & 0xfff;
}

static unsigned minor_of(uint32_t number)
{
	return (number & 0xff) | (number >> 12 & 0xfff00);
}

static bool is_device(const char *path, uint32_t number)
{
	struct stat stat;

	return fstatat(root_open(ROOT_DEV), path, &stat, 0) == 0 && S_ISCHR(stat.st_mode) &&
	       major(stat.st_rdev) == major_of(number) && minor(stat.st_rdev) == minor_of(number);
}

/* The name by the driver's rule, without looking: "pts/3". False where we know no rule. */
static bool name_by_rule(uint32_t number, char *ret)
{
	unsigned device_major = major_of(number), device_minor = minor_of(number);

	if (device_major >= MAJOR_PTS && device_major <= LAST_MAJOR_PTS)
		snprintf(ret, TTY_PATH_SIZE, "pts/%u",
		         (device_major - MAJOR_PTS) * 256 + device_minor);
	else if (device_major == MAJOR_VT && device_minor < FIRST_SERIAL)
		snprintf(ret, TTY_PATH_SIZE, "tty%u", device_minor);
	else if (device_major == MAJOR_VT)
		snprintf(ret, TTY_PATH_SIZE, "ttyS%u", device_minor - FIRST_SERIAL);
	else
		return false;
	return true;
}

static bool name_by_search(uint32_t number, char *ret)
{
	_cleanup_closedir_ DIR *dir = opendir(root_path(ROOT_DEV));
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (strncmp(entry->d_name, "tty", 3) == 0 &&
		    strlen(entry->d_name) + sizeof("/dev/") <= TTY_PATH_SIZE &&
		    is_device(entry->d_name, number)) {
			strcpy(ret, entry->d_name);
			return true;
		}
	return false;
}

int tty_find(int64_t tty_nr, char *ret_path)
{
	uint32_t number = (uint32_t)tty_nr;
	char name[TTY_PATH_SIZE];

	if (tty_nr == 0)
		return -ENODATA;
	if (tty_nr < INT32_MIN ||
	    tty_nr > UINT32_MAX) /* it is printed as an int, as which it may be negative */
		return -ENOENT;
	if (name_by_rule(number, name) && (!root_is_live(ROOT_PROC) || is_device(name, number)))
		snprintf(ret_path, TTY_PATH_SIZE, "/dev/%.*s", TTY_PATH_SIZE - 6, name);
	else if (root_is_live(ROOT_PROC) && name_by_search(number, name))
		snprintf(ret_path, TTY_PATH_SIZE, "/dev/%.*s", TTY_PATH_SIZE - 6, name);
	else
		return -ENOENT;
	return 0;
}
