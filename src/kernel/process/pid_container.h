/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Containers, by the path of a control group: every runtime puts its containers where its own rule
 * says. What merely watches a container (conmon, the supervisor of systemd-nspawn, a virtual
 * machine) is not in it, though the path has the container's name.
 */
#ifndef KERNEL_PROCESS_PID_CONTAINER_H
#define KERNEL_PROCESS_PID_CONTAINER_H

#include "base/text.h"

/* Texts are parts of the path, escapes and all; bytes NULL where there is none. */
struct pid_container {
	struct text id;      /* of 64 hexadecimal digits, or what else the runtime calls it */
	struct text name;    /* that people gave: LXC, systemd-nspawn */
	struct text pod;     /* UID of Kubernetes, its "-" perhaps as "_"; ID of Podman */
	const char *runtime; /* "docker", "podman" …; NULL where the form tells of none */
};

enum pid_container_found {
	CONTAINER_UNKNOWN, /* the path tells nothing: another hierarchy's may */
	CONTAINER_NONE,    /* that of what watches a container from outside */
	CONTAINER_FOUND,   /* the innermost of those that the path names */
};

/* All that `runtime` may be, ended by NULL. */
extern const char *const pid_container_runtimes[];

/* PATH: of a line of /proc/PID/cgroup. ret: emptied first. */
enum pid_container_found pid_container_find(struct text path, struct pid_container *ret);

#endif
