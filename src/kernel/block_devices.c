/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists all block devices: /sys/block has the disks, and the directory of each disk its partitions.
 */
#include <errno.h>
#include <fcntl.h>

#include "kernel/block_device.h"
#include "kernel/directory.h"
#include "kernel/file.h"
#include "model/fault.h"

struct list {
	struct block_device *items;
	size_t n;
	struct arena *arena;
	struct buffer *scratch;
	int fault; /* the error of a device that could not be read; 0: no error */
};

/* The kernel writes "!" in /sys for a "/" in the name: cciss!c0d0, drivers/base/core.c. */
static int copy_name(struct arena *arena, const char *entry, struct text *ret)
{
	char *byte;
	int r = arena_copy(arena, text_of(entry), ret);

	if (r < 0)
		return r;
	for (byte = (char *)ret->bytes; (byte = strchr(byte, '!'));)
		*byte = '/';
	return 0;
}

static struct block_device *add_device(struct list *list)
{
	struct block_device *items = arena_grow(list->arena, list->items, list->n, sizeof(*items));

	if (!items)
		return NULL;
	list->items = items;
	items[list->n] = (struct block_device){ 0 };
	return &items[list->n++];
}

/* Lists the members of a dm or md device. */
static int read_slaves(int dir, struct arena *arena, struct texts *ret)
{
	struct texts slaves = { 0 };
	int r = directory_list(dir, "slaves", arena, &slaves);

	*ret = (struct texts){ .is = PRESENT };
	if (r < 0)
		return fault_only_fatal(r);
	*ret = slaves;
	for (size_t n = 0; n < slaves.n && r == 0; n++)
		r = copy_name(arena, slaves.items[n].bytes, (struct text *)&slaves.items[n]);
	return r;
}

static int add_partition(struct list *list, int disk, const char *entry, struct text parent)
{
	_cleanup_close_ int dir = root_openat(disk, entry, O_RDONLY | O_DIRECTORY);
	struct block_device *device;
	struct text *parents;
	int r;

	if (dir < 0 || file_exists(dir, "partition") < 0)
		return 0; /* not a partition but queue, holders, power … */
	device = add_device(list);
	parents = arena_alloc(list->arena, sizeof(*parents));
	if (!device || !parents)
		return -ENOMEM;
	*parents = parent;
	device->parents = (struct texts){ .items = parents, .n = 1, .is = PRESENT };
	r = copy_name(list->arena, entry, &device->name);
	if (r == 0)
		r = block_device_read(dir, list->scratch, list->arena, device);
	return r;
}

/* A partition has no queue of its own: these properties are those of the disk. */
static void inherit_from_disk(const struct block_device *disk, struct block_device *partition)
{
	partition->is_rotational = disk->is_rotational;
	partition->sector_bytes = disk->sector_bytes;
	partition->is_removable = disk->is_removable;
}

static int add_partitions(struct list *list, int dir, size_t disk)
{
	struct texts entries = { 0 };
	int r = directory_list(dir, ".", list->arena, &entries);
	size_t first = list->n;

	if (r < 0)
		return fault_only_fatal(r);
	for (size_t n = 0; n < entries.n && r == 0; n++)
		r = fault_only_fatal(
			add_partition(list, dir, entries.items[n].bytes, list->items[disk].name));
	for (size_t n = first; n < list->n; n++)
		inherit_from_disk(&list->items[disk], &list->items[n]);
	return r;
}

static bool is_hidden(int dir)
{
	uint64_t hidden;

	return file_read_u64(dir, "hidden", &hidden) == 0 && hidden != 0;
}

/* A device that vanishes meanwhile, or is no device, is left out; any other error is reported. */
static int skip_device(struct list *list, int r)
{
	if (r != -ENOENT && r != -ENODEV && r != -ENOTDIR && r != -EINVAL)
		list->fault = r;
	return fault_only_fatal(r);
}

static int add_disk(struct list *list, int block, const char *entry)
{
	_cleanup_close_ int dir = root_openat(block, entry, O_RDONLY | O_DIRECTORY);
	struct block_device *device;
	size_t place = list->n;
	int r;

	if (dir < 0)
		return skip_device(list, dir);
	if (is_hidden(dir))
		return 0;
	device = add_device(list);
	if (!device)
		return -ENOMEM;
	r = copy_name(list->arena, entry, &device->name);
	if (r == 0)
		r = block_device_read(dir, list->scratch, list->arena, device);
	if (r == 0)
		r = read_slaves(dir, list->arena, &device->parents);
	if (r < 0) {
		list->n = place;
		return skip_device(list, r);
	}
	return add_partitions(list, dir, place);
}

int block_devices_read(struct buffer *scratch, struct arena *arena, struct block_device **ret,
                       size_t *ret_n)
{
	struct list list = { .arena = arena, .scratch = scratch };
	int sys = root_open(ROOT_SYS);
	_cleanup_close_ int block =
		sys < 0 ? sys : root_openat(sys, "block", O_RDONLY | O_DIRECTORY);
	struct texts names = { 0 };
	int r = block < 0 ? block : directory_list(block, ".", arena, &names);

	for (size_t n = 0; n < names.n && r >= 0; n++)
		r = add_disk(&list, block, names.items[n].bytes);
	*ret = list.items;
	*ret_n = list.n;
	return r < 0 ? r : list.fault;
}
