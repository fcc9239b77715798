/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names the device that the kernel itself mounted, which it calls /dev/root or rootfs (values.md
 * P-376).
 */
#ifndef KERNEL_ROOT_DEVICE_H
#define KERNEL_ROOT_DEVICE_H

#include "kernel/mounts.h"

/*
 * Replaces the device name of such a mount by the name in /proc/partitions or /sys/dev/block. If
 * there is none, the mount keeps its name. Returns 0 or -ENOMEM.
 */
int root_device_name(struct mount *mount, struct buffer *scratch, struct arena *arena);

/* Finds the name of a device in the text of /proc/partitions: "major minor blocks name". */
bool partitions_find(struct text partitions, dev_t device, struct text *ret_name);

/* Finds DEVNAME= in the text of /sys/dev/block/MAJOR:MINOR/uevent. */
bool uevent_find_name(struct text uevent, struct text *ret_name);

#endif
