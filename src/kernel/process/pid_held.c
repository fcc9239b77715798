/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the files that a process holds: /proc/PID/fd, exe, cwd, root, map_files, maps. */
#include "kernel/process/pid_held.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "base/number.h"
#include "base/numbered.h"
#include "kernel/file.h"
#include "kernel/patience.h"
#include "kernel/process/pid_link.h"
#include "kernel/process/proc_pids.h"
#include "kernel/trace.h"
#include "model/fault.h"

/* A file usually has several consecutive mappings, which are added once. */
static int add_file(struct arena *arena, struct file_ids *list, struct file_id file)
{
	struct file_id *items = list->items;

	if (list->n > 0 && items[list->n - 1].inode == file.inode &&
	    items[list->n - 1].device == file.device)
		return 0;
	items = arena_grow(arena, items, list->n, sizeof(*items));
	if (!items)
		return -ENOMEM;
	items[list->n++] = file;
	list->items = items;
	return 0;
}

static uint64_t device_of(uint64_t major, uint64_t minor)
{
	return major << 32 | minor;
}

static struct file_id id_of(const struct statx *file)
{
	return (struct file_id){ .device = device_of(file->stx_dev_major, file->stx_dev_minor),
		                 .inode = file->stx_ino };
}

static int add_link(struct arena *arena, struct file_ids *list, int dir, const char *name)
{
	struct statx file;
	int r = pid_link_stat(dir, name, &file);

	if (r == -FAULT_BLOCKED)
		return r;
	return r == 0 ? add_file(arena, list, id_of(&file)) : 0;
}

int pid_held_read(int dir, struct arena *arena, struct file_ids *list)
{
	static const char *const links[] = { "exe", "cwd", "root" };
	_cleanup_free_ pid_t *numbers = NULL;
	size_t n_numbers = 0;
	char name[NUMBERED_NAME];
	int r = pid_link_is_magic(dir) ? proc_numbers_read(dir, "fd", &numbers, &n_numbers)
	                               : -EOPNOTSUPP;

	for (size_t n = 0; n < n_numbers && r == 0; n++) {
		numbered_name(name, "fd/", (uint64_t)numbers[n], "");
		r = add_link(arena, list, dir, name);
	}
	for (size_t n = 0; n < ARRAY_SIZE(links) && r == 0; n++)
		r = add_link(arena, list, dir, links[n]);
	return r;
}

/* Parses "7f0000000000-7f0000001000 r--p 00000000 fe:01 1234   /path". */
bool pid_mapping_parse(struct text line, struct pid_mapping *ret)
{
	struct text addr, perms, offset, device, inode, first, last, major, minor;
	uint64_t major_number, minor_number;
	struct pid_mapping mapping;

	if (!text_next_word(&line, &addr) || !text_next_word(&line, &perms) ||
	    !text_next_word(&line, &offset) || !text_next_word(&line, &device) ||
	    !text_next_word(&line, &inode) || !text_cut(addr, '-', &first, &last) ||
	    !text_cut(device, ':', &major, &minor) || number_parse_hex(first, &mapping.first) < 0 ||
	    number_parse_hex(last, &mapping.last) < 0 ||
	    number_parse_hex(major, &major_number) < 0 ||
	    number_parse_hex(minor, &minor_number) < 0 ||
	    number_parse_u64(inode, &mapping.file.inode) < 0 || mapping.file.inode == 0)
		return false;
	mapping.file.device = device_of(major_number, minor_number);
	*ret = mapping;
	return true;
}

/* *may_look: whether we may read map_files; the first refusal holds for all mappings. */
static int add_mapping(struct arena *arena, struct file_ids *list, int dir,
                       const struct pid_mapping *mapping, bool *may_look)
{
	struct statx file;
	char name[64];

	snprintf(name, sizeof(name), "map_files/%jx-%jx", (uintmax_t)mapping->first,
	         (uintmax_t)mapping->last);
	if (*may_look && pid_link_stat(dir, name, &file) == 0)
		return add_file(arena, list, id_of(&file));
	*may_look = false;
	return add_file(arena, list, mapping->file);
}

int pid_mapped_read(int dir, struct buffer *scratch, struct arena *arena, struct file_ids *list)
{
	struct pid_mapping before = { 0 }, mapping;
	struct text rest, line;
	bool may_look = true;
	int r = pid_link_is_magic(dir) ? patience_read(dir, "maps", PATIENCE_MEMORY | PATIENCE_EXEC,
	                                               FILE_LARGEST, scratch)
	                               : -EOPNOTSUPP;

	if (r < 0)
		return r;
	rest = buffer_text(scratch);
	while (text_next_line(&rest, &line) && r == 0) {
		if (!pid_mapping_parse(line, &mapping) ||
		    (mapping.file.inode == before.file.inode &&
		     mapping.file.device == before.file.device))
			continue;
		before = mapping;
		r = add_mapping(arena, list, dir, &mapping, &may_look);
	}
	return r;
}

struct file_id file_id_of_stat(const struct stat *file)
{
	return (struct file_id){ .device = device_of(major(file->st_dev), minor(file->st_dev)),
		                 .inode = file->st_ino };
}

int named_file_read(const char *path, struct named_file *ret)
{
	struct statx file;
	int r = patience_enter(PATIENCE_PATH);

	if (r < 0)
		return r;
	r = trace_file("statx", AT_FDCWD, path, file_read_metadata(AT_FDCWD, path, &file));
	patience_end();
	if (r < 0)
		return r;
	*ret = (struct named_file){ .id = id_of(&file), .is_socket = S_ISSOCK(file.stx_mode) };
	ret->device = S_ISBLK(file.stx_mode) ? device_of(file.stx_rdev_major, file.stx_rdev_minor)
	                                     : ret->id.device;
	return 0;
}
