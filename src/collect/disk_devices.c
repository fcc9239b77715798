/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Block devices: what lsblk(8) shows, from /sys/block and what udev noted. */
#include <errno.h>
#include <sys/sysmacros.h>

#include "collect/disk.h"
#include "kernel/block_device.h"

struct device {
	struct record record;
	struct block_device block;
	uint64_t major, minor;
};

static int add_row(const struct plan *plan, const struct block_device *block, struct rows *rows)
{
	struct device *row = rows_add(rows, sizeof(*row));

	if (!row)
		return -ENOMEM;
	row->block = *block;
	row->major = major(block->number);
	row->minor = minor(block->number);
	return rows_offer(plan, NULL, rows);
}

/* Loops without a file and RAM disks of no size are there on every machine and hold nothing. */
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
	struct block_device *blocks = NULL;
	size_t n_blocks = 0;
	int r = block_devices_read(&scratch, &rows.arena, &blocks, &n_blocks);

	r = fault_go_on(plan->faults, "/sys/block", r);
	for (size_t n = 0; n < n_blocks && r == 0; n++)
		if (is_shown(plan, &blocks[n]))
			r = add_row(plan, &blocks[n], &rows);
	return r < 0 ? r : take->rows(take->arg, &rows);
}

static const struct source sources[] = { { .path = "/sys/block, /run/udev/data" } };

#define D(member, ...) FIELD(struct device, member, __VA_ARGS__)

static const struct field fields[] = {
	D(block.name, .name = "name", .help = "the kernel's name, as in disk io"),
	D(block.type, .name = "type", .help = "disk, part, loop, rom, lvm, crypt, raid1 …"),
	D(block.size_bytes, .name = "size", .unit = UNIT_BYTES, .help = "its size"),
	D(block.parents, .name = "parents",
	  .help = "the disk of a partition; what the device mapper and md made it of"),
	D(block.mapper, .name = "mapper", .help = "its name in /dev/mapper"),
	D(block.model, .name = "model", .help = "what its maker calls it"),
	D(block.vendor, .name = "vendor", .help = "its maker"),
	D(block.serial, .name = "serial", .help = "serial number"),
	D(block.is_rotational, .name = "rotational", .help = "whether it turns"),
	D(block.is_removable, .name = "removable", .help = "whether its medium can be taken out"),
	D(block.is_read_only, .name = "read_only", .help = "whether it cannot be written"),
	D(block.fstype, .name = "fstype", .help = "type of the file system on it"),
	D(block.label, .name = "label", .help = "label of the file system"),
	D(block.uuid, .name = "uuid", .help = "UUID of the file system"),
	D(block.transport, .name = "transport", .help = "ata, usb …: how it is connected"),
	D(block.scheduler, .name = "scheduler", .help = "which orders its plans"),
	D(block.sector_bytes, .name = "sector", .unit = UNIT_BYTES, .help = "size of a sector"),
	D(major, .name = "major", .help = "number of the driver"),
	D(minor, .name = "minor", .help = "number of the device in the driver"),
};

const struct collector disk_devices_collector = {
	.name = "disk_devices",
	.fields = fields,
	.n_fields = ARRAY_SIZE(fields),
	.sources = sources,
	.n_sources = ARRAY_SIZE(sources),
	.record_size = sizeof(struct device),
	.key = "name",
	.scan = disk_devices_scan,
};
