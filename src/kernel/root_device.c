/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the device behind /dev/root by the device number of the mount. */
#include "kernel/root_device.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/sysmacros.h>

#include "base/number.h"
#include "kernel/file.h"

bool partitions_find(struct text partitions, dev_t device, struct text *ret_name)
{
	struct text line;

	while (text_next_line(&partitions, &line)) {
		uint64_t number[3];
		size_t n = 0;

		while (n < 3 && number_next_u64(&line, &number[n]) == 0)
			n++;
		if (n == 3 && number[0] == major(device) && number[1] == minor(device))
			return text_next_word(&line, ret_name);
	}
	return false;
}

bool uevent_find_name(struct text uevent, struct text *ret_name)
{
	struct text line;

	while (text_next_line(&uevent, &line))
		if (text_eat(&line, TEXT("DEVNAME="))) {
			*ret_name = line;
			return true;
		}
	return false;
}

static bool find_in_sys(dev_t device, struct buffer *scratch, struct text *ret_name)
{
	char path[80];

	snprintf(path, sizeof(path), "dev/block/%u:%u/uevent", major(device), minor(device));
	return file_read_root(ROOT_SYS, path, scratch) == 0 &&
	       uevent_find_name(buffer_text(scratch), ret_name);
}

/* /proc/mounts has no device numbers; on this machine, that of the root directory is used. */
static bool find_number(const struct mount *mount, dev_t *ret)
{
	struct stat root;

	if (mount->number == 0 &&
	    (!root_is_live(ROOT_PROC) || root_stat(root_open(ROOT_TOP), ".", &root) < 0))
		return false;
	*ret = mount->number != 0 ? mount->number : root.st_dev;
	return true;
}

int root_device_name(struct mount *mount, struct buffer *scratch, struct arena *arena)
{
	struct text name;
	struct stat named;
	char path[PATH_MAX];
	dev_t number;

	if ((!text_equal(mount->device, TEXT("/dev/root")) &&
	     !text_equal(mount->device, TEXT("rootfs"))) ||
	    !find_number(mount, &number))
		return 0;
	if ((file_read_root(ROOT_PROC, "partitions", scratch) < 0 ||
	     !partitions_find(buffer_text(scratch), number, &name)) &&
	    !find_in_sys(number, scratch, &name))
		return 0;
	snprintf(path, sizeof(path), "/dev/%.*s", (int)MIN(name.length, 255u), name.bytes);
	/* a live host's /dev must have the name */
	if (root_is_live(ROOT_DEV) && root_stat(root_open(ROOT_DEV), path + 5, &named) < 0)
		return 0;
	return arena_copy(arena, text_of(path), &mount->device);
}
