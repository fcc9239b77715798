/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Containers and virtual machines. */
#include "kernel/virtualization.h"

#include <errno.h>
#include <fcntl.h>

#include "kernel/file.h"

/* What the names of the firmware begin with. */
static const struct {
	struct text name;
	const char *word;
} machines[] = {
	{ TEXT("KVM"), "kvm" },
	{ TEXT("OpenStack"), "kvm" },
	{ TEXT("KubeVirt"), "kvm" },
	{ TEXT("Amazon EC2"), "amazon" },
	{ TEXT("QEMU"), "qemu" },
	{ TEXT("VMware"), "vmware" },
	{ TEXT("VMW"), "vmware" },
	{ TEXT("innotek GmbH"), "oracle" },
	{ TEXT("VirtualBox"), "oracle" },
	{ TEXT("Xen"), "xen" },
	{ TEXT("Bochs"), "bochs" },
	{ TEXT("Parallels"), "parallels" },
	{ TEXT("BHYVE"), "bhyve" },
	{ TEXT("Hyper-V"), "microsoft" },
	{ TEXT("Google Compute Engine"), "google" },
	{ TEXT("Virtual Machine"), "microsoft" },
};

const char *virtual_machine_of(struct text firmware_name)
{
	for (size_t n = 0; n < ARRAY_SIZE(machines); n++)
		if (text_starts(firmware_name, machines[n].name))
			return machines[n].word;
	return NULL;
}

static const char *read_firmware(void)
{
	static const char *const files[] = {
		"class/dmi/id/product_name",
		"class/dmi/id/sys_vendor",
		"class/dmi/id/board_vendor",
		"class/dmi/id/bios_vendor",
	};
	const char *word = NULL;
	int sys = root_open(ROOT_SYS);
	char line[128];

	for (size_t n = 0; n < ARRAY_SIZE(files) && !word; n++)
		if (sys >= 0 && file_read_line(sys, files[n], line, sizeof(line)) == 0)
			word = virtual_machine_of(text_of(line));
	return word;
}

/* CPUID tells guests so (bit 31 of leaf 1), and the kernel passes it on among the flags. */
bool virtual_has_flag(struct text cpuinfo)
{
	struct text line, name, flags, flag;

	while (text_next_line(&cpuinfo, &line)) {
		if (!text_cut(line, ':', &name, &flags) ||
		    !text_equal(text_trim(name), TEXT("flags")))
			continue;
		while (text_next_word(&flags, &flag))
			if (text_equal(flag, TEXT("hypervisor")))
				return true;
		return false;
	}
	return false;
}

int virtual_machine_read(struct buffer *scratch, const char **ret)
{
	const char *word = read_firmware();
	char line[32];
	int sys = root_open(ROOT_SYS);

	if (!word && sys >= 0 && file_read_line(sys, "hypervisor/type", line, sizeof(line)) == 0 &&
	    strcmp(line, "xen") == 0)
		word = "xen";
	if (!word && file_read_root(ROOT_PROC, "cpuinfo", scratch) == 0 &&
	    virtual_has_flag(buffer_text(scratch)))
		word = "vm";
	*ret = word;
	return word ? 0 : -ENODATA;
}

int virtual_container_parse(struct text environ, struct text *ret)
{
	struct text variable;

	while (text_next_part(&environ, '\0', &variable))
		if (text_eat(&variable, TEXT("container=")) && variable.length > 0) {
			*ret = variable;
			return 0;
		}
	return -ENODATA;
}

/* The manager's own word, in a file of systemd, or in the environment of the first process. */
static int read_word(struct buffer *scratch, struct text *ret)
{
	if (file_read_root(ROOT_RUN, "systemd/container", scratch) == 0) {
		*ret = text_trim(buffer_text(scratch));
		return ret->length > 0 ? 0 : -ENODATA;
	}
	if (file_read_root(ROOT_PROC, "1/environ", scratch) < 0)
		return -ENODATA;
	return virtual_container_parse(buffer_text(scratch), ret);
}

int virtual_container_read(struct buffer *scratch, struct arena *arena, struct text *ret)
{
	struct text word;
	int run = root_open(ROOT_RUN);

	if (read_word(scratch, &word) == 0)
		return arena_copy(arena, word, ret);
	if (run >= 0 && file_exists(run, ".containerenv") == 0)
		*ret = TEXT("podman");
	else if (root_is_live(ROOT_RUN) && access("/.dockerenv", F_OK) == 0)
		*ret = TEXT("docker");
	else
		return -ENODATA;
	return 0;
}
