/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the kind of a block device by its directory in /sys/block. */
#include "kernel/disk_kind.h"

#include <limits.h>
#include <stdio.h>

#include "base/number.h"
#include "kernel/file.h"

/* Formats block/NAME. The kernel writes a "/" in the name as "!" in /sys. */
static bool make_path(struct text name, const char *suffix, char *ret, size_t size)
{
	int n = snprintf(ret, size, "block/%.*s%s", (int)name.length, name.bytes, suffix);

	if (name.length == 0 || n < 0 || (size_t)n >= size || memchr(name.bytes, '\0', name.length))
		return false;
	for (char *p = ret + sizeof("block/") - 1; name.length > 0; p++, name.length--)
		if (*p == '/')
			*p = '!';
	return true;
}

bool disk_is_whole(struct text name)
{
	char path[300];

	return make_path(name, "", path, sizeof(path)) &&
	       file_exists(root_open(ROOT_SYS), path) == 0;
}

static bool has_slaves(struct text name)
{
	_cleanup_closedir_ DIR *dir = NULL;
	const struct dirent *entry;
	char path[300];

	if (!make_path(name, "/slaves", path, sizeof(path)))
		return false;
	dir = file_open_directory(root_open(ROOT_SYS), path);
	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			return true;
	return false;
}

/* The directory of a partition is in the directory of its disk, whose name is a prefix. */
static bool is_in_disk(struct text name)
{
	char suffix[NAME_MAX + sizeof("//partition")], path[2 * sizeof(suffix)];

	if (name.length > NAME_MAX)
		return false;
	snprintf(suffix, sizeof(suffix), "/%.*s/partition", (int)name.length, name.bytes);
	for (size_t n = 1; n <= name.length; n++)
		if (suffix[n] == '/')
			suffix[n] = '!';
	for (size_t length = name.length; length-- > 1;)
		if (make_path((struct text){ name.bytes, length }, suffix, path, sizeof(path)) &&
		    file_exists(root_open(ROOT_SYS), path) == 0)
			return true;
	return false;
}

struct opt_bool disk_is_partition(struct text name)
{
	if (disk_is_whole(name))
		return (struct opt_bool){ .v = false, .is = PRESENT };
	if (is_in_disk(name))
		return (struct opt_bool){ .v = true, .is = PRESENT };
	return (struct opt_bool){ .is = UNSUPPORTED };
}

struct opt_bool disk_is_stacked(struct text name)
{
	struct opt_bool is_partition;
	bool is_memory = text_starts(name, TEXT("loop")) || text_starts(name, TEXT("ram")) ||
	                 text_starts(name, TEXT("zram"));

	if (is_memory || disk_is_whole(name))
		return (struct opt_bool){ .v = is_memory || has_slaves(name), .is = PRESENT };
	is_partition = disk_is_partition(name);
	return (struct opt_bool){ .is = is_partition.is };
}

static bool read_number(struct text name, const char *file, uint64_t *ret)
{
	char path[300];

	return make_path(name, file, path, sizeof(path)) &&
	       file_read_u64(root_open(ROOT_SYS), path, ret) == 0;
}

/* Matches "ram0", not "ramdisk": the drivers brd, zram and loop append a number to the word. */
static bool is_numbered(struct text name, struct text word)
{
	uint64_t number;

	return text_eat(&name, word) && number_parse_u64(name, &number) == 0;
}

bool disk_is_idle(struct text name)
{
	uint64_t number;

	if (is_numbered(name, TEXT("ram")) || is_numbered(name, TEXT("zram")))
		return disk_is_whole(name);
	if (is_numbered(name, TEXT("loop")))
		return read_number(name, "/size", &number) && number == 0;
	return read_number(name, "/hidden", &number) && number != 0;
}
