/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which container engine runs the host: the files that engines leave in /run, the environment of
 * process 1, control groups and mounts.
 */
#ifndef KERNEL_CONTAINER_H
#define KERNEL_CONTAINER_H

#include "base/arena.h"
#include "base/buffer.h"

/*
 * Finds the engine: "docker", "podman", "lxc", "systemd-nspawn", "containerd", "cri-o",
 * "kubernetes" …, as memory of ARENA or constant. Returns 0; -ENODATA if the host is no container;
 * or -ENOMEM.
 */
int container_read(struct buffer *scratch, struct arena *arena, struct text *ret);

/* Finds the value of "container=" in the environment of process 1. Returns 0 or -ENODATA. */
int container_parse_environ(struct text variables, struct text *ret);

/* Recognize an engine by /proc/PID/cgroup and /proc/PID/mountinfo. Return NULL if there is none. */
const char *container_of_cgroup(struct text cgroup);
const char *container_of_mounts(struct text mountinfo);

#endif
