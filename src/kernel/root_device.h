/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The device that the kernel itself mounted, which it calls /dev/root or rootfs (values.md P-376).
 */
#ifndef KERNEL_ROOT_DEVICE_H
#define KERNEL_ROOT_DEVICE_H

#include "kernel/mounts.h"

/*
 * Gives such a mount the name that its device has in /proc/partitions or /sys/dev/block. It keeps
 * its own where none is found. Returns 0 or -ENOMEM.
 */
int root_device_name(struct mount *mount, struct buffer *scratch, struct arena *arena);

/* The name of a device in the text of /proc/partitions: "major minor blocks name". */
bool partitions_find(struct text partitions, dev_t device, struct text *ret_name);

/* DEVNAME= in the text of /sys/dev/block/MAJOR:MINOR/uevent. */
bool uevent_find_name(struct text uevent, struct text *ret_name);

#endif
