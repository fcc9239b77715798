/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kind of a block device in /proc/diskstats: /sys/block, Documentation/ABI/stable/sysfs-block.
 */
#ifndef KERNEL_DISK_KIND_H
#define KERNEL_DISK_KIND_H

#include "model/value.h"

/* Tells whether the device has its own directory in /sys/block, that is, is not a partition. */
bool disk_is_whole(struct text name);

/*
 * Tells whether a whole disk is made of other devices (it has slaves) or of memory or files (loop,
 * ram, zram). The I/O of such a disk is also counted elsewhere or is no disk I/O. UNSUPPORTED: /sys
 * does not have the device.
 */
struct opt_bool disk_is_stacked(struct text name);

/* Tells whether the device is a partition. UNSUPPORTED: /sys does not have the device. */
struct opt_bool disk_is_partition(struct text name);

/*
 * Tells whether /sys says that the device is a RAM disk (including zram), a loop device without a
 * file, or one path of a multipath NVMe device, which has another name (`hidden`).
 */
bool disk_is_idle(struct text name);

#endif
