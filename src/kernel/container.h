/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which container the host is: what managers leave in /run and in the environment of process 1,
 * and where its control group and its mounts come from.
 */
#ifndef KERNEL_CONTAINER_H
#define KERNEL_CONTAINER_H

#include "base/arena.h"
#include "base/buffer.h"

/*
 * "docker", "podman", "lxc", "systemd-nspawn", "containerd", "cri-o", "kubernetes" …, as memory of
 * ARENA or constant. 0, -ENODATA: none; -ENOMEM.
 */
int container_read(struct buffer *scratch, struct arena *arena, struct text *ret);

/* The word that a manager leaves in the environment of the first process. 0 or -ENODATA. */
int container_parse_environ(struct text variables, struct text *ret);

/* From /proc/PID/cgroup, and from /proc/PID/mountinfo; NULL: no manager's. */
const char *container_of_cgroup(struct text cgroup);
const char *container_of_mounts(struct text mountinfo);

#endif
