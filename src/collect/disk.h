/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Disks: I/O statistics, mounts, devices and file system usage. */
#ifndef COLLECT_DISK_H
#define COLLECT_DISK_H

#include "model/collector.h"

/* disk_io.c */
extern const struct collector disk_io_collector;
extern const struct collector disk_io_total_collector;

/* disk_mounts.c */
struct disk_options {
	bool is_all; /* include file systems without a device and devices of size 0 */
};

extern const struct collector disk_partitions_collector;

/* disk_devices.c: one row for each disk, followed by one for each of its partitions */
extern const struct collector disk_devices_collector;

/* disk_usage.c: one row for each mount, or for the path of each operand */
extern const struct collector disk_usage_collector;
extern const struct collector disk_paths_collector;

#endif
