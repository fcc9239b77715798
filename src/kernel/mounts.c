/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is mounted: "DEVICE MOUNTPOINT TYPE OPTIONS 0 0", with octal escapes, fs/proc_namespace.c.
 */
#include "kernel/mounts.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "base/number.h"
#include "kernel/file.h"

/* "\040" is one byte; what is no escape stays as it is. */
static void decode(struct text *text)
{
	char *bytes = (char *)text->bytes;
	size_t length = 0;

	for (size_t n = 0; n < text->length; n++) {
		uint64_t code;

		if (bytes[n] == '\\' && n + 3 < text->length &&
		    number_parse_octal((struct text){ bytes + n + 1, 3 }, &code) == 0 &&
		    code < 256) {
			bytes[length++] = (char)code;
			n += 3;
		} else {
			bytes[length++] = bytes[n];
		}
	}
	text->length = length;
}

static bool parse_line(struct text line, struct mount *ret)
{
	struct mount mount = { 0 };
	struct text *const words[] = { &mount.device, &mount.mountpoint, &mount.fstype,
		                       &mount.opts };

	for (size_t n = 0; n < ARRAY_SIZE(words); n++)
		if (!text_next_part(&line, ' ', words[n]))
			return false;
	for (size_t n = 0; n < ARRAY_SIZE(words); n++)
		decode(words[n]);
	if (text_equal(mount.device, TEXT("none")))
		mount.device.length = 0;
	*ret = mount;
	return true;
}

int mounts_parse(struct text text, struct arena *arena, struct mount **ret, size_t *ret_n)
{
	struct text line, rest = text;
	struct mount *mounts;
	size_t n = 0;

	while (text_next_line(&rest, &line))
		n++;
	mounts = arena_array(arena, n, sizeof(*mounts));
	if (!mounts || arena_copy(arena, text, &text) < 0)
		return -ENOMEM;
	n = 0;
	while (text_next_line(&text, &line))
		n += parse_line(line, &mounts[n]);
	*ret = mounts;
	*ret_n = n;
	return 0;
}

/* "nodev\tproc" or "\text4" */
bool filesystems_has(struct text filesystems, struct text fstype)
{
	struct text line, kind, name;

	while (text_next_line(&filesystems, &line))
		if (text_cut(line, '\t', &kind, &name) && text_equal(text_trim(name), fstype))
			return kind.length == 0 || text_equal(fstype, TEXT("zfs"));
	return false;
}

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

/* The kernel calls what it mounted itself /dev/root: the device with its number (P-376). */
static void name_root(struct mount *mount, struct buffer *scratch, struct arena *arena)
{
	struct stat root, named;
	struct text name;
	char path[PATH_MAX];

	if (!root_is_live(ROOT_PROC) || stat("/", &root) < 0)
		return;
	if (file_read_root(ROOT_PROC, "partitions", scratch) < 0 ||
	    !partitions_find(buffer_text(scratch), root.st_dev, &name))
		if (!find_in_sys(root.st_dev, scratch, &name))
			return;
	snprintf(path, sizeof(path), "/dev/%.*s", (int)MIN(name.length, 255u), name.bytes);
	if (stat(path, &named) == 0)
		arena_copy(arena, text_of(path), &mount->device);
}

/* Kernels that hide /proc/filesystems from us still say of each mount whether it has a device. */
static void mark_physical(struct mount *mounts, size_t n_mounts, struct buffer *scratch)
{
	bool is_known = file_read_root(ROOT_PROC, "filesystems", scratch) == 0;

	for (size_t n = 0; n < n_mounts; n++)
		mounts[n].is_physical =
			mounts[n].device.length > 0 &&
			(is_known ? filesystems_has(buffer_text(scratch), mounts[n].fstype)
		                  : text_starts(mounts[n].device, TEXT("/dev/")));
}

int mounts_read(struct buffer *scratch, struct arena *arena, struct mount **ret, size_t *ret_n)
{
	int r = host_read("mounts", scratch);

	if (r == 0)
		r = mounts_parse(buffer_text(scratch), arena, ret, ret_n);
	if (r < 0)
		return r;
	for (size_t n = 0; n < *ret_n; n++) {
		struct mount *mount = &(*ret)[n];

		if (text_equal(mount->device, TEXT("/dev/root")) ||
		    text_equal(mount->device, TEXT("rootfs")))
			name_root(mount, scratch, arena);
	}
	mark_physical(*ret, *ret_n, scratch);
	return 0;
}
