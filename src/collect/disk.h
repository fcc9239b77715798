/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Disks: their I/O, what is mounted, and how full it is. */
#ifndef COLLECT_DISK_H
#define COLLECT_DISK_H

#include "model/collector.h"

/* disk_io.c */
extern const struct collector disk_io_collector;
extern const struct collector disk_io_total_collector;

/* disk_mounts.c */
struct disk_options {
	bool is_all; /* file systems without a device, devices without a size too */
};

extern const struct collector disk_partitions_collector;

/* disk_devices.c: a disk, and each of its partitions behind it */
extern const struct collector disk_devices_collector;

/* disk_usage.c: a mount, or the file system of each operand's path */
extern const struct collector disk_usage_collector;
extern const struct collector disk_paths_collector;

#endif
