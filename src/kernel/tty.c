/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names terminals by the kernel's drivers, Documentation/admin-guide/devices.txt. */
#include "kernel/tty.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "base/number.h"
#include "kernel/file.h"
#include "kernel/host.h"

enum { MAJOR_VT = 4, FIRST_SERIAL = 64, MAJOR_PTS = 136, LAST_MAJOR_PTS = 143, MOST_DIGITS = 10 };

/* Parses "0-63" or "64". */
static int parse_minors(struct text text, struct tty_driver *ret)
{
	struct text first = text, last = text;
	bool is_range = text_cut(text, '-', &first, &last);
	int r = number_parse_u64(first, &ret->first_minor);

	if (r == 0)
		r = number_parse_u64(last, &ret->last_minor);
	ret->is_one_name = !is_range;
	return r;
}

/*
 * Parses "hvc /dev/hvc 229 0-7 system": name (which may be "unknown"), path, major, minors, type.
 */
static bool parse_line(struct text line, struct tty_driver *ret)
{
	struct tty_driver driver = { 0 };
	struct text name, number, minors, type = { 0 };

	if (!text_next_word(&line, &name) || !text_next_word(&line, &driver.path) ||
	    !text_next_word(&line, &number) || !text_next_word(&line, &minors) ||
	    number_parse_u64(number, &driver.major) < 0 || parse_minors(minors, &driver) < 0 ||
	    !text_starts(driver.path, TEXT("/dev/")) ||
	    driver.path.length > TTY_PATH_SIZE - MOST_DIGITS - 1)
		return false;
	text_next_word(&line, &type);
	driver.is_one_name = driver.is_one_name && text_starts(type, TEXT("system"));
	driver.is_console = text_equal(type, TEXT("console"));
	*ret = driver;
	return true;
}

int tty_drivers_parse(struct text text, struct arena *arena, struct tty_drivers *ret)
{
	struct tty_drivers drivers = { 0 };
	struct tty_driver driver;
	struct text line;
	int r = arena_copy(arena, text, &text);

	while (r == 0 && text_next_line(&text, &line)) {
		struct tty_driver *items;

		if (!parse_line(line, &driver))
			continue;
		items = arena_grow(arena, drivers.items, drivers.n, sizeof(*items));
		if (!items)
			return -ENOMEM;
		items[drivers.n++] = driver;
		drivers.items = items;
	}
	if (r == 0)
		*ret = drivers;
	return r;
}

int tty_drivers_read(struct buffer *scratch, struct arena *arena, struct tty_drivers *ret)
{
	int r = file_read_root(ROOT_PROC, "tty/drivers", scratch);

	return r < 0 ? r : tty_drivers_parse(buffer_text(scratch), arena, ret);
}

/* The kernel's new_encode_dev(): minor bits 0-7 and 20-31, major bits 8-19. */
static unsigned major_of(uint32_t number)
{
	return number >> 8 & 0xfff;
}

static unsigned minor_of(uint32_t number)
{
	return (number & 0xff) | (number >> 12 & 0xfff00);
}

/* PATH must begin with "/dev/". */
static bool is_device(const char *path, uint32_t number)
{
	struct stat stat;

	return fstatat(root_open(ROOT_DEV), path + sizeof("/dev/") - 1, &stat, 0) == 0 &&
	       S_ISCHR(stat.st_mode) && major(stat.st_rdev) == major_of(number) &&
	       minor(stat.st_rdev) == minor_of(number);
}

/* Names the terminals whose numbers are the same in every kernel. */
static bool name_by_rule(uint32_t number, char *ret)
{
	unsigned device_major = major_of(number), device_minor = minor_of(number);

	if (device_major >= MAJOR_PTS && device_major <= LAST_MAJOR_PTS)
		snprintf(ret, TTY_PATH_SIZE, "/dev/pts/%u",
		         (device_major - MAJOR_PTS) * 256 + device_minor);
	else if (device_major == MAJOR_VT && device_minor < FIRST_SERIAL)
		snprintf(ret, TTY_PATH_SIZE, "/dev/tty%u", device_minor);
	else if (device_major == MAJOR_VT)
		snprintf(ret, TTY_PATH_SIZE, "/dev/ttyS%u", device_minor - FIRST_SERIAL);
	else
		return false;
	return true;
}

/* Does the same as the kernel's tty_line_name(), drivers/tty/tty_io.c. */
static bool name_by_driver(const struct tty_drivers *drivers, uint32_t number, char *ret)
{
	unsigned device_major = major_of(number), device_minor = minor_of(number);

	for (size_t n = 0; n < drivers->n; n++) {
		const struct tty_driver *driver = &drivers->items[n];
		uint64_t first = driver->is_console ? 0 : driver->first_minor;
		int length = (int)driver->path.length;

		if (driver->major != device_major || device_minor < driver->first_minor ||
		    device_minor > driver->last_minor)
			continue;
		if (driver->is_one_name)
			snprintf(ret, TTY_PATH_SIZE, "%.*s", length, driver->path.bytes);
		else
			snprintf(ret, TTY_PATH_SIZE, "%.*s%u", length, driver->path.bytes,
			         (unsigned)(device_minor - first));
		return true;
	}
	return false;
}

/* Without drivers, as in a container that hides /proc/tty, searches /dev for the number. */
static bool name_by_search(uint32_t number, char *ret)
{
	_cleanup_closedir_ DIR *dir = opendir(root_path(ROOT_DEV));
	const struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		if (entry->d_type != DT_CHR && entry->d_type != DT_UNKNOWN)
			continue;
		if (snprintf(ret, TTY_PATH_SIZE, "/dev/%s", entry->d_name) < TTY_PATH_SIZE &&
		    is_device(ret, number))
			return true;
	}
	return false;
}

int tty_find(const struct tty_drivers *drivers, int64_t tty_nr, char *ret_path)
{
	uint32_t number = (uint32_t)tty_nr;
	bool is_live = root_is_live(ROOT_PROC);
	char path[TTY_PATH_SIZE];
	bool is_found;

	if (tty_nr == 0)
		return -ENODATA;
	/* the kernel prints the number as an int, so that it may be negative */
	if (tty_nr < INT32_MIN || tty_nr > UINT32_MAX)
		return -EOPNOTSUPP;
	is_found =
		(name_by_rule(number, path) && (!is_live || is_device(path, number))) ||
		(name_by_driver(drivers, number, path) && (!is_live || is_device(path, number))) ||
		(is_live && name_by_search(number, path));
	if (!is_found)
		return -EOPNOTSUPP;
	strcpy(ret_path, path);
	return 0;
}

/* The kernel's new_encode_dev(), the inverse of major_of() and minor_of(). */
static uint32_t number_of(dev_t device)
{
	return (minor(device) & 0xff) | (uint32_t)major(device) << 8 |
	       (minor(device) & ~UINT32_C(0xff)) << 12;
}

int tty_number(const char *name, uint64_t *ret)
{
	struct stat stat;

	if (strncmp(name, "/dev/", 5) == 0)
		name += 5;
	if (fstatat(root_open(ROOT_DEV), name, &stat, 0) < 0)
		return -errno;
	if (!S_ISCHR(stat.st_mode))
		return -ENOTTY;
	*ret = number_of(stat.st_rdev);
	return 0;
}
