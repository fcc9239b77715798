/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds a container by the path of a control group: each runtime has rules where its containers
 * are. A process that only monitors a container (conmon, the supervisor of systemd-nspawn, a
 * virtual machine) is not in the container, although its path has the container's name.
 */
#ifndef KERNEL_PROCESS_PID_CONTAINER_H
#define KERNEL_PROCESS_PID_CONTAINER_H

#include "base/text.h"

/* Texts point into the path, with its escapes; bytes NULL: none. */
struct pid_container {
	struct text id;      /* 64 hexadecimal digits, or another ID that the runtime uses */
	struct text name;    /* the name that the user gave: LXC, systemd-nspawn */
	struct text pod;     /* Kubernetes: the UID, perhaps with "_" for "-"; Podman: the ID */
	const char *runtime; /* "docker", "podman" …; NULL: the path does not tell */
};

enum pid_container_found {
	CONTAINER_UNKNOWN, /* the path tells nothing; that of another hierarchy may */
	CONTAINER_NONE,    /* the path is that of a monitor of a container */
	CONTAINER_FOUND,   /* the innermost container in the path */
};

/* All values of `runtime`, terminated by NULL. */
extern const char *const pid_container_runtimes[];

/* path: from a line of /proc/PID/cgroup. ret: cleared first. */
enum pid_container_found pid_container_find(struct text path, struct pid_container *ret);

#endif
