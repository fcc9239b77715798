/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which virtual machine this is, in the words of systemd-detect-virt(1): CPUID, the firmware's
 * names in /sys/class/dmi, /sys/hypervisor, the device tree, /proc/sysinfo of s390.
 */
#ifndef KERNEL_VIRTUALIZATION_H
#define KERNEL_VIRTUALIZATION_H

#include "base/buffer.h"
#include "model/value.h"

/*
 * "kvm", "qemu", "vmware", "xen" …; "vm" where the kind is not known. CPUID speaks of the machine
 * that nvhost runs on: it is asked of the live host only. 0, or -ENODATA: none.
 */
int virtual_machine_read(struct buffer *scratch, const char **ret);

/* From a name of the firmware; NULL for one that is of no virtual machine. */
const char *virtual_machine_of(struct text firmware_name);

/* From the twelve bytes that a hypervisor puts into CPUID leaf 0x40000000; NULL: an unknown one. */
const char *virtual_machine_of_signature(struct text signature);

/* From /proc/sysinfo: "kvm", "zvm"; NULL for a partition of the hardware. */
const char *virtual_machine_of_sysinfo(struct text sysinfo);

/* Whether /proc/cpuinfo of x86 has the flag "hypervisor"; absent where it has no flags. */
struct opt_bool virtual_has_flag(struct text cpuinfo);

#endif
