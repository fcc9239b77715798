/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the machine is not: a container, a virtual machine. As systemd-detect-virt(1) does: files
 * that container managers leave in /run, the firmware's names in /sys/class/dmi, /sys/hypervisor.
 */
#ifndef KERNEL_VIRTUALIZATION_H
#define KERNEL_VIRTUALIZATION_H

#include "base/arena.h"
#include "base/buffer.h"

/* "docker", "podman", "lxc", "systemd-nspawn" …, as memory of ARENA. 0, -ENODATA: none; -ENOMEM. */
int virtual_container_read(struct buffer *scratch, struct arena *arena, struct text *ret);

/* "kvm", "qemu", "vmware", "xen", "vm" where the kind is not known. 0 or -ENODATA. */
int virtual_machine_read(struct buffer *scratch, const char **ret);

/* From a name of the firmware; NULL for one that is of no virtual machine. */
const char *virtual_machine_of(struct text firmware_name);

/* Whether /proc/cpuinfo of x86 has the flag "hypervisor". */
bool virtual_has_flag(struct text cpuinfo);

/* The word that a manager leaves in the environment of the first process. 0 or -ENODATA. */
int virtual_container_parse(struct text environ, struct text *ret);

#endif
