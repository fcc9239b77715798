/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Block devices, that is, disks and their partitions, and the devices below them: /sys/block
 * (Documentation/ABI/stable/sysfs-block) and the udev database in /run/udev/data.
 */
#ifndef KERNEL_BLOCK_DEVICE_H
#define KERNEL_BLOCK_DEVICE_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "model/value.h"

struct block_device {
	/* the kernel's name: sda1, dm-0; with "/" where the file name in /sys has "!" */
	struct text name;
	struct text mapper; /* the name in the device mapper: vg-root */
	struct text type; /* as lsblk(8) prints it: disk, part, loop, rom, lvm, crypt, raid1 … */
	struct texts parents; /* the disk of a partition; the members of a dm or md device */
	dev_t number;
	struct opt_u64 size_bytes;
	struct opt_u64 sector_bytes; /* of a logical sector */
	struct opt_bool is_removable;
	struct opt_bool is_read_only;
	struct opt_bool is_rotational;
	struct text model, vendor, serial, transport;
	struct text scheduler;
	struct text fstype, label, uuid; /* of the content of the device, as udev found it */
};

/*
 * Lists the disks, each followed by its partitions, sorted by name as strverscmp(3) does; memory of
 * ARENA. Hidden devices, which are single paths of a multipath NVMe device, are left out.
 *
 * Returns 0 or a negative errno. If the error concerns one device, the list has the other devices.
 */
int block_devices_read(struct buffer *scratch, struct arena *arena, struct block_device **ret,
                       size_t *ret_n);

/*
 * Reads the device whose directory in /sys is DIR: all members but its name and its parents.
 * Returns 0 or a negative errno if the device has gone or DIR is not a device.
 */
int block_device_read(int dir, struct buffer *scratch, struct arena *arena,
                      struct block_device *ret);

/*
 * Returns the type of a device of the device mapper, which the prefix of its uuid tells: "LVM-…",
 * "CRYPT-LUKS2-…", "part1-mpath-…". Memory of ARENA. Returns 0 or -ENOMEM.
 */
int block_device_mapper_type(struct text uuid, struct arena *arena, struct text *ret);

/* Finds the last "E:KEY=VALUE" in a file of /run/udev/data. Returns VALUE, or an absent text. */
struct text block_device_find_property(struct text text, struct text key);

#endif
