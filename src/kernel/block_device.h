/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Block devices: disks and their partitions, what they are and what they lie on, /sys/block
 * (Documentation/ABI/stable/sysfs-block), with what udev noted of them in /run/udev/data.
 */
#ifndef KERNEL_BLOCK_DEVICE_H
#define KERNEL_BLOCK_DEVICE_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

struct block_device {
	struct text name;   /* the kernel's: sda1, dm-0; "/" is in it where the kernel writes "!" */
	struct text mapper; /* of the device mapper: vg-root */
	struct text type;   /* as lsblk(8) has it: disk, part, loop, rom, lvm, crypt, raid1 … */
	struct texts parents; /* the disk of a partition; what dm and md are made of */
	dev_t number;
	struct opt_u64 size_bytes;
	struct opt_u64 sector_bytes; /* logical */
	struct opt_bool is_removable;
	struct opt_bool is_read_only;
	struct opt_bool is_rotational;
	struct text model, vendor, serial, transport;
	struct text scheduler;
	struct text fstype, label, uuid; /* of what is on it, as udev found it */
};

/*
 * Lists disks and, behind each, its partitions, by name in the order of versions, strverscmp(3);
 * memory of ARENA. Paths that belong to one device (multipath NVMe, `hidden`) are left out. Returns
 * 0 or a negative errno, which may be of one device: the others are listed then, too.
 */
int block_devices_read(struct buffer *scratch, struct arena *arena, struct block_device **ret,
                       size_t *ret_n);

/*
 * Reads the device whose directory of /sys is DIR, all but its name and its parents.
 * Returns 0 or a negative errno: it has gone, or is none.
 */
int block_device_read(int dir, struct buffer *scratch, struct arena *arena,
                      struct block_device *ret);

/*
 * The word for what a device is: of the device mapper by the prefix of its uuid ("LVM-…",
 * "CRYPT-LUKS2-…", "part1-mpath-…"). Memory of ARENA. Returns 0 or -ENOMEM.
 */
int block_device_mapper_type(struct text uuid, struct arena *arena, struct text *ret);

/* The value of "E:KEY=VALUE" in a file of /run/udev/data, the last one; absent: none. */
struct text block_device_find_property(struct text text, struct text key);

#endif
