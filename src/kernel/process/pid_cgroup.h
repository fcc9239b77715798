/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /proc/PID/cgroup: lines "hierarchy:controllers:path", cgroups(7). The components of the path tell
 * the container and systemd's units (systemd.slice(5)).
 */
#ifndef KERNEL_PROCESS_PID_CGROUP_H
#define KERNEL_PROCESS_PID_CGROUP_H

#include "base/arena.h"
#include "base/buffer.h"
#include "kernel/process/pid_container.h"

struct pid_cgroup {
	struct text path; /* "/" is the root of the reader's cgroup namespace */
	struct pid_container container;
	/* Components of the path, unescaped; bytes NULL: none. */
	struct text unit;      /* of the system manager: "cron.service", "session-2.scope" */
	struct text slice;     /* the slice of the unit: "system.slice" */
	struct text user_unit; /* of a user manager, which itself is a unit "user@1000.service" */
};

/*
 * Reads cgroup in DIR, an open /proc/PID, into memory of ARENA. Returns 0 or a negative errno;
 * -EINVAL: no valid line.
 */
int pid_cgroup_read(int dir, struct buffer *scratch, struct arena *arena, struct pid_cgroup *ret);

/*
 * Parses the text of the file. The path of the unified hierarchy counts, unless it is the root;
 * then systemd's; then any other. The container may come from another hierarchy. Returns 0, -EINVAL
 * or -ENOMEM.
 */
int pid_cgroup_parse(struct text text, struct arena *arena, struct pid_cgroup *ret);

/* Eats lines up to the next valid one, and splits it. Returns false at the end. */
bool pid_cgroup_next_line(struct text *rest, struct text *ret_hierarchy,
                          struct text *ret_controllers, struct text *ret_path);

#endif
