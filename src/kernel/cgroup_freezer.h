/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a control group is frozen: cgroup.events of version 2, or freezer.state of version 1
 * (Documentation/admin-guide/cgroup-v1/freezer-subsystem.rst).
 */
#ifndef KERNEL_CGROUP_FREEZER_H
#define KERNEL_CGROUP_FREEZER_H

#include "base/buffer.h"

/*
 * Reads it of the group of a process. text: its /proc/PID/cgroup. scratch: overwritten; TEXT is not
 * in it. A group above it that is frozen counts.
 *
 * The root of a hierarchy cannot be frozen. Returns 0 or a negative errno: -EOPNOTSUPP the kernel
 * does not tell, or the group is out of sight; -EACCES.
 */
int cgroup_freezer_read(struct text text, struct buffer *scratch, bool *ret);

#endif
