/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recognizes virtual machines. */
#include "kernel/virtualization.h"

#include <errno.h>
#include <stdio.h>
#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

#include "base/number.h"
#include "kernel/file.h"
#include "kernel/system.h"

struct name_word {
	struct text name;
	const char *word;
};

/* Prefixes of firmware names. */
static const struct name_word machines[] = {
	{ TEXT("KVM"), "kvm" },
	{ TEXT("OpenStack"), "kvm" },
	{ TEXT("KubeVirt"), "kvm" },
	{ TEXT("DigitalOcean"), "kvm" },
	{ TEXT("Alibaba Cloud ECS"), "kvm" },
	{ TEXT("Amazon EC2"), "amazon" },
	{ TEXT("QEMU"), "qemu" },
	{ TEXT("VMware"), "vmware" },
	{ TEXT("VMW"), "vmware" },
	{ TEXT("innotek GmbH"), "oracle" },
	{ TEXT("VirtualBox"), "oracle" },
	{ TEXT("Xen"), "xen" },
	{ TEXT("HVM domU"), "xen" },
	{ TEXT("Bochs"), "bochs" },
	{ TEXT("Parallels"), "parallels" },
	{ TEXT("BHYVE"), "bhyve" },
	{ TEXT("Hyper-V"), "microsoft" },
	{ TEXT("Virtual Machine"), "microsoft" },
	{ TEXT("Google Compute Engine"), "google" },
	{ TEXT("Apple Virtualization"), "apple" },
};

/* From the hypervisors' documentation and, for Linux, arch/x86/kernel/cpu/hypervisor.c. */
static const struct name_word signatures[] = {
	{ TEXT("KVMKVMKVM"), "kvm" },          { TEXT("Linux KVM Hv"), "kvm" },
	{ TEXT("TCGTCGTCGTCG"), "qemu" },      { TEXT("VMwareVMware"), "vmware" },
	{ TEXT("Microsoft Hv"), "microsoft" }, { TEXT("XenVMMXenVMM"), "xen" },
	{ TEXT("VBoxVBoxVBox"), "oracle" },    { TEXT("bhyve bhyve "), "bhyve" },
	{ TEXT("QNXQVMBSQG"), "qnx" },         { TEXT("ACRNACRNACRN"), "acrn" },
	{ TEXT(" lrpepyh  vr"), "parallels" }, { TEXT("prl hyperv  "), "parallels" },
	{ TEXT("SRESRESRESRE"), "sre" },       { TEXT("Apple VZ"), "apple" },
};

/* Values of `compatible` in the device tree node "hypervisor". */
static const struct name_word nodes[] = {
	{ TEXT("linux,kvm"), "kvm" },
	{ TEXT("xen"), "xen" },
	{ TEXT("vmware"), "vmware" },
};

static const char *find_start(const struct name_word *table, size_t n, struct text name)
{
	for (size_t i = 0; i < n; i++)
		if (text_starts(name, table[i].name))
			return table[i].word;
	return NULL;
}

const char *virtual_machine_of(struct text firmware_name)
{
	return find_start(machines, ARRAY_SIZE(machines), firmware_name);
}

const char *virtual_machine_of_signature(struct text signature)
{
	return find_start(signatures, ARRAY_SIZE(signatures), signature);
}

/* Cloud providers also rent hardware with the same vendor name: "i3.metal" of Amazon EC2. */
static bool is_cloud(struct text firmware_name)
{
	static const struct text clouds[] = {
		TEXT("Amazon EC2"),
		TEXT("Google Compute Engine"),
		TEXT("Alibaba Cloud"),
		TEXT("OpenStack"),
	};

	for (size_t n = 0; n < ARRAY_SIZE(clouds); n++)
		if (text_starts(firmware_name, clouds[n]))
			return true;
	return false;
}

static const char *read_firmware(struct opt_bool flag)
{
	static const char *const files[] = {
		"class/dmi/id/product_name",
		"class/dmi/id/sys_vendor",
		"class/dmi/id/board_vendor",
		"class/dmi/id/bios_vendor",
	};
	bool is_metal = flag.is == PRESENT && !flag.v;
	const char *word = NULL;
	int sys = system_owns(ROOT_SYS) ? root_open(ROOT_SYS) : -EOPNOTSUPP;
	char line[128];

	for (size_t n = 0; n < ARRAY_SIZE(files) && !word; n++) {
		if (sys < 0 || file_read_line(sys, files[n], line, sizeof(line)) < 0)
			continue;
		is_metal = is_metal || strstr(line, ".metal"); /* also "m8g.metal-48xl" */
		word = virtual_machine_of(text_of(line));
		if (word && is_metal && is_cloud(text_of(line)))
			return NULL;
	}
	return word;
}

/* CPUID reports a guest (bit 31 of leaf 1); the kernel lists the bit as a flag. */
struct opt_bool virtual_has_flag(struct text cpuinfo)
{
	struct text flags, flag;

	if (!text_find_pair(cpuinfo, TEXT("flags"), &flags))
		return (struct opt_bool){ 0 };
	while (text_next_word(&flags, &flag))
		if (text_equal(flag, TEXT("hypervisor")))
			return (struct opt_bool){ .v = true, .is = PRESENT };
	return (struct opt_bool){ .is = PRESENT };
}

/* KVM and Xen that emulate Hyper-V have their own signature 256 leaves later. */
static const char *ask_processor(void)
{
	const char *word = NULL;
#if defined(__x86_64__) || defined(__i386__)
	for (unsigned leaf = 0x40000000; leaf <= 0x40000100; leaf += 0x100) {
		unsigned most, name[3];
		const char *found;

		__cpuid(leaf, most, name[0], name[1], name[2]);
		found = virtual_machine_of_signature(
			(struct text){ .bytes = (const char *)name, .length = sizeof(name) });
		if (found && most >= leaf)
			word = found;
	}
#endif
	return word;
}

/* Xen's dom0 controls the machine and is not a guest. Bit 11 is XENFEAT_dom0. */
static bool is_first_domain(int sys)
{
	char line[64];
	uint64_t features;
	int proc = root_open(ROOT_PROC);

	if (proc >= 0 && file_read_line(proc, "xen/capabilities", line, sizeof(line)) == 0 &&
	    strstr(line, "control_d"))
		return true;
	return sys >= 0 &&
	       file_read_line(sys, "hypervisor/properties/features", line, sizeof(line)) == 0 &&
	       number_parse_hex(text_trim(text_of(line)), &features) == 0 && (features & BIT(11));
}

/* /proc/device-tree is a link into /sys. A recorded tree may have either. */
static bool read_node(int sys, const char *node, char *ret, size_t size)
{
	int proc = root_open(ROOT_PROC);
	char path[128];

	snprintf(path, sizeof(path), "firmware/devicetree/base/%s", node);
	if (sys >= 0 && file_read_line(sys, path, ret, size) == 0)
		return true;
	snprintf(path, sizeof(path), "device-tree/%s", node);
	return proc >= 0 && file_read_line(proc, path, ret, size) == 0;
}

/* The values are lists of NUL-terminated texts, the most specific first. */
static const char *read_device_tree(int sys)
{
	char line[128];

	if (read_node(sys, "hypervisor/compatible", line, sizeof(line)))
		return find_start(nodes, ARRAY_SIZE(nodes), text_of(line));
	if (read_node(sys, "compatible", line, sizeof(line))) {
		if (strcmp(line, "qemu,pseries") == 0 || strcmp(line, "riscv-virtio") == 0)
			return "qemu";
		if (strcmp(line, "linux,dummy-virt") == 0) /* QEMU, kvmtool, Firecracker … */
			return "vm";
	}
	return read_node(sys, "ibm,partition-name", line, sizeof(line)) ? "powervm" : NULL;
}

const char *virtual_machine_of_sysinfo(struct text sysinfo)
{
	struct text value;

	if (!text_find_pair(sysinfo, TEXT("VM00 Control Program"), &value))
		return NULL;
	return text_starts(value, TEXT("z/VM")) ? "zvm" : "kvm";
}

/*
 * For these, the firmware is more reliable than CPUID: a cloud, or a hypervisor that uses the CPUID
 * signature of another.
 */
static bool is_sure(const char *word)
{
	static const char *const words[] = {
		"amazon", "google", "oracle", "xen", "parallels", "apple",
	};

	for (size_t n = 0; n < ARRAY_SIZE(words); n++)
		if (strcmp(word, words[n]) == 0)
			return true;
	return false;
}

/* Recognizes machines without CPUID and DMI: ARM, POWER, s390. */
static const char *read_elsewhere(int sys, struct buffer *scratch)
{
	int proc = root_open(ROOT_PROC);
	char line[32];

	if (proc >= 0 && file_exists(proc, "xen") == 0) /* exists on Xen only, drivers/xen/xenfs */
		return "xen";
	if (sys >= 0 && file_read_line(sys, "hypervisor/type", line, sizeof(line)) == 0 &&
	    strcmp(line, "xen") == 0)
		return "xen";
	if (file_read_root(ROOT_PROC, "sysinfo", scratch) == 0)
		return virtual_machine_of_sysinfo(buffer_text(scratch));
	return read_device_tree(sys);
}

static bool is_user_mode(struct text cpuinfo)
{
	struct text value;

	return text_find_pair(cpuinfo, TEXT("vendor_id"), &value) &&
	       text_equal(value, TEXT("User Mode Linux"));
}

static const char *find_machine(struct opt_bool flag, struct buffer *scratch)
{
	bool is_ours = root_is_live(ROOT_PROC) || host_is_mounted();
	int sys = system_owns(ROOT_SYS) ? root_open(ROOT_SYS) : -EOPNOTSUPP;
	const char *firmware = read_firmware(flag), *word = NULL;

	if (is_first_domain(sys))
		return NULL;
	if (firmware && is_sure(firmware))
		return firmware;
	if (is_ours && flag.v)
		word = ask_processor();
	if (!word)
		word = firmware;
	if (!word)
		word = read_elsewhere(sys, scratch);
	return word || !flag.v ? word : "vm";
}

int virtual_machine_read(struct buffer *scratch, const char **ret)
{
	struct opt_bool flag = { 0 };
	const char *word = NULL;

	if (file_read_root(ROOT_PROC, "cpuinfo", scratch) == 0) {
		flag = virtual_has_flag(buffer_text(scratch));
		word = is_user_mode(buffer_text(scratch)) ? "uml" : NULL;
	}
	*ret = word ? word : find_machine(flag, scratch);
	return *ret ? 0 : -ENODATA;
}
