/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Block devices as lsblk(8) shows them, from /sys/block and the database of udev, with their mount
 * points.
 */
#include <errno.h>
#include <sys/sysmacros.h>

#include "base/hash.h"
#include "collect/disk.h"
#include "kernel/block_device.h"
#include "kernel/event.h"
#include "kernel/mounts.h"
#include "kernel/swaps.h"

struct device {
	struct record record;
	struct block_device block;
	struct texts mountpoints;
	uint64_t major, minor;
};

/* All block devices and the mount points of each. */
struct table {
	struct block_device *blocks;
	struct texts *mountpoints;
	size_t n;
	struct hash by_number, by_name;
};

static int add_row(const struct plan *plan, const struct table *table, size_t n, struct rows *rows)
{
	struct device *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->block = table->blocks[n];
	row->mountpoints = table->mountpoints[n];
	row->major = major(row->block.number);
	row->minor = minor(row->block.number);
	return rows_offer(plan, NULL, rows);
}

static int index_blocks(struct table *table)
{
	int r = 0;

	for (size_t n = 0; n < table->n && r == 0; n++) {
		const struct block_device *block = &table->blocks[n];

		r = hash_put(&table->by_number, block->number, n);
		if (r == 0)
			r = hash_put(&table->by_name, hash_text(block->name), n);
		if (r == 0 && block->mapper.length > 0)
			r = hash_put(&table->by_name, hash_text(block->mapper), n);
	}
	return r;
}

static bool find_name(const struct table *table, struct text name, uint64_t *ret)
{
	return text_eat(&name, TEXT("/dev/")) &&
	       (text_eat(&name, TEXT("mapper/")), hash_get(&table->by_name, hash_text(name), ret));
}

static int add_to_block(struct table *table, size_t n, const struct mount *mount,
                        struct arena *arena)
{
	struct texts *list = &table->mountpoints[n];
	struct text *items = arena_grow(arena, (void *)list->items, list->n, sizeof(*items));

	if (!items)
		return -ENOMEM;
	items[list->n++] = mount->mountpoint;
	list->items = items;
	if (table->blocks[n].fstype.length == 0)
		table->blocks[n].fstype = mount->fstype;
	return 0;
}

/*
 * Finds the device of a mount. File systems on several devices, such as btrfs, have an anonymous
 * device number; for these, the name that was mounted identifies the device. bcachefs names all of
 * its devices, with colons between.
 */
static int add_mountpoint(struct table *table, const struct mount *mount, struct arena *arena)
{
	struct text names = mount->device, name;
	uint64_t n;
	int r = 0;

	if (!memmem(names.bytes, names.length, ":/dev/", strlen(":/dev/"))) {
		if ((mount->number != 0 && hash_get(&table->by_number, mount->number, &n)) ||
		    find_name(table, names, &n))
			r = add_to_block(table, (size_t)n, mount, arena);
		return r;
	}
	while (r == 0 && text_next_part(&names, ':', &name))
		if (find_name(table, name, &n))
			r = add_to_block(table, (size_t)n, mount, arena);
	return r;
}

/* Swap has no mount point; lsblk(8) shows this word instead. */
static int add_swaps(struct table *table, struct buffer *scratch, struct arena *arena)
{
	struct swap *swaps = NULL;
	size_t n_swaps = 0;
	int r = fault_only_fatal(swaps_read(scratch, arena, &swaps, &n_swaps));

	for (size_t n = 0; n < n_swaps && r == 0; n++)
		r = add_mountpoint(table,
		                   &(struct mount){ .device = swaps[n].name,
		                                    .mountpoint = TEXT("[SWAP]"),
		                                    .fstype = TEXT("swap") },
		                   arena);
	return r;
}

/* If the mount table cannot be read, the mount points of all devices are missing. */
static int add_mountpoints(struct table *table, struct buffer *scratch, struct arena *arena)
{
	struct mounts mounts = { 0 };
	int r = mounts_read(scratch, arena, &mounts);

	table->mountpoints = arena_array(arena, table->n, sizeof(*table->mountpoints));
	if (!table->mountpoints)
		return -ENOMEM;
	for (size_t n = 0; n < table->n; n++)
		table->mountpoints[n].is = r < 0 ? fault_presence(r) : PRESENT;
	if (r < 0)
		return fault_only_fatal(r);
	r = index_blocks(table);
	for (size_t n = 0; n < mounts.n && r == 0; n++)
		r = add_mountpoint(table, &mounts.items[n], arena);
	return r < 0 ? r : add_swaps(table, scratch, arena);
}

/* Loop devices without a file and RAM disks of size 0 exist on every machine and hold nothing. */
static bool is_shown(const struct plan *plan, const struct block_device *block)
{
	const struct disk_options *options = plan->options;

	return (options && options->is_all) || block->size_bytes.is != PRESENT ||
	       block->size_bytes.v > 0;
}

static int disk_devices_scan(void *handle _unused_, const struct plan *plan,
                             const struct take *take)
{
	_cleanup_buffer_ struct buffer scratch = { 0 };
	_cleanup_rows_ struct rows rows = { 0 };
	struct table table = { 0 };
	int r = block_devices_read(&scratch, &rows.arena, &table.blocks, &table.n);

	r = fault_go_on(plan->faults, "/sys/block", r);
	if (r == 0)
		r = add_mountpoints(&table, &scratch, &rows.arena);
	hash_done(&table.by_number);
	hash_done(&table.by_name);
	for (size_t n = 0; n < table.n && r == 0; n++)
		if (is_shown(plan, &table.blocks[n]))
			r = add_row(plan, &table, n, &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source sources[] = {
	{ .path = "/sys/block, /run/udev/data, /proc/self/mountinfo, /proc/swaps" }
};

#define D(member, ...) FIELD(struct device, member, __VA_ARGS__)

static const struct field fields[] = {
	D(block.name, .name = "name", .help = "kernel name of the device, as in disk io"),
	D(block.type, .name = "type",
	  .help = "type of the device: disk, part, loop, rom, lvm, crypt, raid1 …"),
	D(block.size_bytes, .name = "size", .unit = UNIT_BYTES, .help = "size of the device"),
	D(block.parents, .name = "parents",
	  .help = "disk of a partition; devices below a mapped or md device"),
	D(block.mapper, .name = "mapper", .help = "name in /dev/mapper"),
	D(block.model, .name = "model", .help = "model name"),
	D(block.vendor, .name = "vendor", .help = "manufacturer"),
	D(block.serial, .name = "serial", .help = "serial number"),
	D(block.is_rotational, .name = "rotational",
	  .help = "whether the device is a rotating disk"),
	D(block.is_removable, .name = "removable", .help = "whether the medium can be removed"),
	D(block.is_read_only, .name = "read_only", .help = "whether the device is read-only"),
	D(block.fstype, .name = "fstype", .help = "type of the file system on the device"),
	D(mountpoints, .name = "mountpoints",
	  .help = "where the device is mounted; [SWAP]: used as swap space"),
	D(block.label, .name = "label", .help = "label of the file system"),
	D(block.uuid, .name = "uuid", .help = "UUID of the file system"),
	D(block.transport, .name = "transport", .help = "how the device is connected: ata, usb …"),
	D(block.scheduler, .name = "scheduler", .help = "I/O scheduler that orders the requests"),
	D(block.sector_bytes, .name = "sector", .unit = UNIT_BYTES, .help = "size of a sector"),
	D(major, .name = "major", .help = "major device number"),
	D(minor, .name = "minor", .help = "minor device number"),
};

const struct collector disk_devices_collector = {
	.name = "disk_devices",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct device),
	.key = "name",
	.event = EVENT_MOUNTS,
	.scan = disk_devices_scan,
};
