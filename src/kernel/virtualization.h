/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kind of virtual machine, in the words of systemd-detect-virt(1): CPUID, firmware names in
 * /sys/class/dmi, /sys/hypervisor, the device tree, /proc/sysinfo of s390.
 */
#ifndef KERNEL_VIRTUALIZATION_H
#define KERNEL_VIRTUALIZATION_H

#include "base/buffer.h"
#include "model/value.h"

/*
 * Finds the virtual machine: "kvm", "qemu", "vmware", "xen" …; "vm" if the kind is not known. CPUID
 * describes the machine that nvhost runs on, and is used for the live host only. Returns 0, or
 * -ENODATA if the host is not a virtual machine.
 */
int virtual_machine_read(struct buffer *scratch, const char **ret);

/* Recognizes a firmware name. Returns NULL if the name is not that of a virtual machine. */
const char *virtual_machine_of(struct text firmware_name);

/*
 * Recognizes the twelve bytes that a hypervisor returns in CPUID leaf 0x40000000. Returns NULL if
 * they are unknown.
 */
const char *virtual_machine_of_signature(struct text signature);

/* Parses /proc/sysinfo. Returns "kvm", "zvm", or NULL for a hardware partition. */
const char *virtual_machine_of_sysinfo(struct text sysinfo);

/* Tells whether /proc/cpuinfo of x86 has the flag "hypervisor"; absent if the file has no flags. */
struct opt_bool virtual_has_flag(struct text cpuinfo);

#endif
