/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a block device of /proc/diskstats is: /sys/block, Documentation/ABI/stable/sysfs-block. */
#ifndef KERNEL_DISK_KIND_H
#define KERNEL_DISK_KIND_H

#include "model/value.h"

/* Whether it is a device of its own, not a partition: it has a directory in /sys/block. */
bool disk_is_whole(struct text name);

/*
 * Whether a whole disk is made of others (it has slaves) or of memory (loop, ram, zram), so that
 * its I/O is that of something else once more. UNSUPPORTED where /sys does not have the device.
 */
struct opt_bool disk_is_stacked(struct text name);

/* Whether it is a part of one: it has a file "partition". UNSUPPORTED where /sys has neither. */
struct opt_bool disk_is_partition(struct text name);

/*
 * Whether /sys says that it is a RAM disk (zram among them), a loop without a file, or a path to a
 * device that has a name of its own (`hidden`, of NVMe with several paths).
 */
bool disk_is_idle(struct text name);

#endif
