/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /proc/PID/cgroup: lines "hierarchy:controllers:path", cgroups(7); and what the path tells of a
 * container and of systemd's units, whose names are its parts (systemd.slice(5)).
 */
#ifndef KERNEL_PROCESS_PID_CGROUP_H
#define KERNEL_PROCESS_PID_CGROUP_H

#include "base/arena.h"
#include "base/buffer.h"
#include "kernel/process/pid_container.h"

struct pid_cgroup {
	struct text path; /* "/" is the root of what this process may see */
	struct pid_container container;
	/* Parts of the path, without escapes; bytes NULL where there is none. */
	struct text unit;      /* of the system's manager: "cron.service", "session-2.scope" */
	struct text slice;     /* that the unit is in: "system.slice" */
	struct text user_unit; /* of a user's manager, which is itself a unit "user@1000.service" */
};

/*
 * Reads cgroup in DIR, an open /proc/PID, into memory of ARENA. Returns 0 or a negative errno;
 * -EINVAL: no such lines.
 */
int pid_cgroup_read(int dir, struct buffer *scratch, struct arena *arena, struct pid_cgroup *ret);

/*
 * The same from the file's text. Of several hierarchies the unified one counts, unless the process
 * is in its root; then systemd's, then any. A container may be told of by another one.
 */
int pid_cgroup_parse(struct text text, struct arena *arena, struct pid_cgroup *ret);

#endif
